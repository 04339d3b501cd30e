package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which processes are lost. */
class InstancesTest {

    private final Instances instances = new Instances(1);

    @Test
    @Fills("log.Instances.MOST_LOST")
    void theLastThatWereLostAreRemembered() {
        for (int i = 0; i <= Instances.MOST_LOST + 1; i++) {
            instances.heard("i-" + i);
        }
        assertEquals(Set.of("i-" + (Instances.MOST_LOST + 1)), instances.living());
        assertTrue(instances.isLost("i-1"));
        assertTrue(instances.isLost("i-" + Instances.MOST_LOST));
        assertFalse(instances.isLost("i-0"), "so long ago that nobody speaks in its name any more");
    }

    @Test
    void heartbeatsFromBeforeAnInstanceExistedDoNotCountAgainstIt() {
        Instances starting = new Instances(3);
        starting.heard("old");
        assertFalse(starting.isLost("young"), "asked while history is read");
        for (int i = 0; i < 10; i++) {
            starting.heard("old");
        }
        assertFalse(starting.isLost("young"));
        starting.heard("young");
        starting.heard("old");
        assertEquals(Set.of("old", "young"), starting.living());
        assertEquals(Set.of(), starting.unheard());
    }

    @Test
    void anInstanceThatIsExpectedAndNotHeardOfIsLost() {
        Instances two = new Instances(2);
        List<String> lost = new ArrayList<>();
        two.whenLost(lost::add);
        two.isLost("gone");
        two.heard("other");
        two.heard("other");
        assertEquals(Set.of("gone"), two.unheard());
        two.expect(two.unheard());
        two.heard("other");
        assertEquals(List.of(), lost);
        two.heard("other");
        assertEquals(List.of("gone"), lost);
        assertTrue(two.isLost("gone"));
    }

    @Test
    void whatIsHeardOfMeanwhileIsExpectedNoMore() {
        Instances two = new Instances(2);
        two.isLost("a");
        Set<String> asked = two.unheard();
        two.heard("a");
        two.heard("b");
        two.expect(asked);
        two.heard("b");
        assertTrue(two.isLost("a"), "its silence began with its own heartbeat");
    }
}
