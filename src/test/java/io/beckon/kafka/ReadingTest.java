package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.log.RoomLog;
import io.beckon.records.RecordCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a listener that fails. */
class ReadingTest {

    private final List<String> told = new ArrayList<>();
    private final List<Reading> closed = new ArrayList<>();

    private Reading reading(Runnable failure) {
        RoomLog.Listener listener = new RoomLog.Listener() {
            @Override
            public void onRecord(LogRecord record) {}

            @Override
            public void onRead(long next) {
                told.add("read " + next);
                failure.run();
            }

            @Override
            public void onEnd(RoomLog.Ended cause) {
                told.add("end " + cause);
            }
        };
        RoomRecords records = new RoomRecords("events", 1, new RecordCodec(), () -> "i-1");
        return new Reading(0, Partition.FIRST, listener, records, new LogFigures(), closed::add);
    }

    @Test
    void anExceptionConcernsOneRecord() {
        Reading reading = reading(() -> {
            throw new IllegalStateException("on purpose");
        });
        reading.read(2, 0);
        reading.read(3, 0);
        assertEquals(List.of("read 2", "read 3"), told);
        assertFalse(reading.isOver());
    }

    @Test
    void anErrorOfThisMachineEndsItAndTheThreadGoesOn() {
        Reading reading = reading(() -> {
            throw new StackOverflowError("on purpose");
        });
        reading.read(2, 0);
        reading.read(3, 0);
        assertEquals(List.of("read 2", "end FAILED"), told);
        assertTrue(reading.isOver());
        assertEquals(List.of(reading), closed);
    }
}
