package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.following.Frame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final AtomicInteger pulled = new AtomicInteger();
    private final List<Long> delivered = new ArrayList<>();
    private final Outbox outbox = new Outbox(100, delivered::add, pulled::incrementAndGet);

    private static byte[] frame(int number) {
        return new byte[] {(byte) number};
    }

    @Test
    @Fills("beckon.limits.outbound-queue-bytes")
    void liveFramesAreBoundedByTheirBytes() {
        for (int i = 0; i < 10; i++) {
            assertTrue(outbox.offer(new byte[10]));
        }
        assertFalse(outbox.offer(new byte[1]));
    }

    @Test
    void ofARoomsFrameItIsToldForHowLongItWasInTheLogOnceItIsTaken() {
        long aMinuteAgo = System.currentTimeMillis() - 60_000;
        outbox.offer(new Frame.Encoded(frame(1), aMinuteAgo));
        outbox.offer(new Frame.Encoded(frame(2), Long.MAX_VALUE));
        outbox.offer(new Frame.Encoded(frame(3), 0));
        outbox.offer(frame(4));
        assertEquals(List.of(), delivered);

        for (int number = 1; number <= 4; number++) {
            assertArrayEquals(frame(number), outbox.poll());
        }

        assertEquals(2, delivered.size(), "of what is no room's, or was logged at a time not known, nothing is told");
        assertTrue(delivered.get(0) >= 60_000, delivered::toString);
        assertEquals(0, delivered.get(1), "a clock that is ahead makes nothing negative");
        assertEquals(0, outbox.waiting());
    }

    @Test
    @Fills("session.Outbox.MOST_DEFERRED")
    void whatIsMadeWhenItIsTakenIsBoundedByItsNumber() {
        for (int i = 0; i < Outbox.MOST_DEFERRED; i++) {
            assertTrue(outbox.defer(() -> frame(1)));
        }
        assertFalse(outbox.defer(() -> frame(1)));
        assertFalse(outbox.pull(() -> null));
    }

    @Test
    void everythingIsTakenInOrder() {
        outbox.offer(frame(1));
        outbox.defer(() -> frame(2));
        outbox.offer(frame(3));
        assertArrayEquals(frame(1), outbox.poll());
        assertArrayEquals(frame(2), outbox.poll());
        assertArrayEquals(frame(3), outbox.poll());
        assertNull(outbox.poll());
    }

    @Test
    void aSingleFrameIsGoneOnceItIsTaken() {
        outbox.defer(() -> frame(1));
        outbox.poll();
        assertEquals(0, outbox.deferred());
        assertEquals(1, pulled.get());
        assertEquals(-1, outbox.progress());
    }

    @Test
    void progressChangesWithEachFrameThatIsTaken() {
        assertEquals(-1, outbox.progress());
        outbox.offer(frame(1));
        outbox.defer(() -> frame(2));
        outbox.offer(frame(3));
        long before = outbox.progress();
        outbox.poll();
        long between = outbox.progress();
        outbox.poll();
        assertTrue(before < between && between < outbox.progress());
    }

    @Test
    void nothingIsKeptOnceItIsClosed() {
        outbox.defer(() -> frame(1));
        outbox.close();
        assertEquals(0, outbox.deferred());
        assertTrue(outbox.defer(() -> frame(2)));
        assertNull(outbox.poll());
    }

    @Test
    void aLargeFrameOnItsWayTakesItsTime() {
        Stall stall = new Stall(Duration.ofSeconds(30), 0);
        long second = 1_000_000_000L;
        assertFalse(stall.lastsTooLong(0, 1, 0));
        assertFalse(stall.lastsTooLong(29 * second, 1, 0));
        assertFalse(stall.lastsTooLong(31 * second, 1, 1 << 20));
        assertTrue(stall.lastsTooLong(31 * second, 1, 0));
        assertTrue(stall.lastsTooLong(63 * second, 1, 1 << 20));
        assertFalse(stall.lastsTooLong(64 * second, 2, 0));
    }
}
