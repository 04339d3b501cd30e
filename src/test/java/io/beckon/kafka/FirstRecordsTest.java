package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.kafka.FirstRecords.Turn;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstRecordsTest {

    private static final long LATER = Duration.ofMinutes(59).toNanos();
    private static final long MUCH_LATER = Duration.ofMinutes(61).toNanos();

    private final FirstRecords<String> firsts = new FirstRecords<>();

    @Test
    void aPartitionThatWasLongQuietHasAFirstRecordAgain() {
        assertEquals(Turn.GOES_FIRST, firsts.turn(3, "a", 0));
        firsts.answered(3, true, 0);
        assertEquals(Turn.GOES, firsts.turn(3, "b", LATER));
        assertEquals(Turn.GOES_FIRST, firsts.turn(3, "c", MUCH_LATER));
        assertEquals(Turn.WAITS, firsts.turn(3, "d", MUCH_LATER));
        assertEquals(List.of("d"), List.copyOf(firsts.answered(3, true, MUCH_LATER)));
        assertEquals(Turn.GOES, firsts.turn(3, "e", MUCH_LATER));
    }
}
