package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long records are known to be there. */
class SeenEndsTest {

    private final SeenEnds ends = new SeenEnds(Duration.ofNanos(100));

    @Test
    void nothingIsOldAtFirst() {
        assertEquals(0, ends.old(1_000));
        ends.note(1_000, 7);
        assertEquals(0, ends.old(1_099));
    }

    @Test
    void whatWasThereALagAgoIsOld() {
        ends.note(1_000, 7);
        ends.note(1_050, 9);
        ends.note(1_060, 9);
        assertEquals(7, ends.old(1_100));
        assertEquals(7, ends.old(1_149));
        assertEquals(9, ends.old(1_155));
        assertEquals(9, ends.old(5_000));
    }

    @Test
    void aClockMayStartAnywhere() {
        ends.note(Long.MAX_VALUE - 10, 7);
        assertEquals(0, ends.old(Long.MAX_VALUE));
        assertEquals(7, ends.old(Long.MIN_VALUE + 95));
    }
}
