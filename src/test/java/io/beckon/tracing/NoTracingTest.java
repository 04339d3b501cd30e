package io.beckon.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.beckon.log.LogRecord;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.Origin;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who does not trace pays nothing for it. */
class NoTracingTest {

    private static final int FRAMES = 100_000;

    private static final RoomKey ROOM = new RoomKey("default", "r");
    private static final ClientMessage.Lock FRAME = new ClientMessage.Lock("1", "r");
    private static final LogRecord RECORD = new LogRecord(
            0, 1, ROOM, new Proposal.Lock(new Origin("s", Incarnation.first("i"), "1", Origin.NOBODY_WAITS)));
    private static final Outcome OUTCOME = new Outcome(1, List.of());

    private final Tracing tracing = NoTracing.NO_TRACING;
    private String last = "";

    /** What a session and a partition do for each frame, in their own words. */
    private void frame() {
        String traceparent = tracing.received(ROOM, "s", FRAME, 1);
        if (traceparent != null) {
            last = traceparent;
        }
        if (tracing.isOn()) {
            tracing.applied(RECORD, OUTCOME, 1, 1);
        }
    }

    @Test
    void nothingIsMadeForAFrame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        frame();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < FRAMES; i++) {
            frame();
        }
        long made = threads.getCurrentThreadAllocatedBytes() - before;
        // The smallest object takes 16 bytes; some of the JVM's own are counted to the thread.
        assertTrue(made < FRAMES / 10, made + " bytes for " + FRAMES + " frames");
        assertEquals("", last);
    }

    @Test
    void aRecordHasNoPlaceInATrace() {
        assertFalse(tracing.isOn());
        assertNull(RECORD.traceparent());
    }
}
