package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.Instances;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** From where on an instance that nobody has heard of is expected. */
class UnheardTest {

    private final Instances instances = new Instances(2);
    private final Unheard unheard = new Unheard(instances);

    private void read(long offset, String instance) {
        unheard.reached(offset);
        instances.heard(instance);
    }

    @Test
    void fromAHeartbeatOnThatWasAppendedAfterTheQuestion() {
        assertFalse(instances.isLost("young"));
        unheard.appending();
        unheard.appended(100);
        for (int offset = 0; offset < 100; offset++) {
            read(offset, "other");
        }
        assertEquals(Set.of("other"), instances.living());
        read(100, "here");
        assertEquals(Set.of("other", "here", "young"), instances.living());
        read(101, "other");
        read(102, "other");
        assertTrue(instances.isLost("young"));
    }

    @Test
    void aHeartbeatThatWasOnItsWayWhenSomebodyAskedIsTooOld() {
        unheard.appending();
        assertFalse(instances.isLost("young"));
        unheard.appended(5);
        read(5, "here");
        read(6, "other");
        assertEquals(Set.of("young"), instances.unheard());
        unheard.appending();
        unheard.appended(7);
        read(7, "here");
        assertEquals(Set.of(), instances.unheard());
    }

    @Test
    void readingThatIsSlowIsNotOvertaken() {
        instances.isLost("young");
        unheard.appending();
        unheard.appended(5);
        unheard.appending();
        unheard.appended(6);
        read(5, "here");
        assertEquals(Set.of(), instances.unheard());
    }

    @Test
    void anotherTopicBeginsAnew() {
        instances.isLost("young");
        unheard.appending();
        unheard.appended(1_000);
        unheard.appending();
        unheard.appended(0);
        read(0, "here");
        assertEquals(Set.of(), instances.unheard());
    }
}
