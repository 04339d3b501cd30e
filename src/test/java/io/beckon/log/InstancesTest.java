package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
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
}
