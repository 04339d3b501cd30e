package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.LogRecord;
import io.beckon.log.RoomLog;
import io.beckon.room.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A follower that writes down all that it is told. */
class Transcript implements RoomLog.Listener {

    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(40);

    private final List<LogRecord> records = new ArrayList<>();
    private final List<Long> resets = new ArrayList<>();
    private RoomLog.@Nullable Ended ended;
    private long read;

    @Override
    public synchronized void onRecord(LogRecord record) {
        records.add(record);
        notifyAll();
    }

    @Override
    public synchronized void onRead(long next) {
        read = next;
        notifyAll();
    }

    @Override
    public synchronized void onReset(long position) {
        resets.add(position);
        notifyAll();
    }

    @Override
    public synchronized void onEnd(RoomLog.Ended cause) {
        assertTrue(ended == null, "ended twice");
        ended = cause;
        notifyAll();
    }

    synchronized List<Proposal> awaitProposals(int count) {
        await(() -> records.size() >= count, "only " + records.size() + " records of " + count);
        return OwnTopics.proposals(records);
    }

    synchronized List<Long> awaitReset() {
        await(() -> !resets.isEmpty(), "no reset");
        return List.copyOf(resets);
    }

    synchronized RoomLog.@Nullable Ended awaitEnd() {
        await(() -> ended != null, "no end");
        return ended;
    }

    /** All proposals before a position. */
    synchronized List<Proposal> awaitRead(long next) {
        await(() -> read >= next, "not read to " + next);
        return OwnTopics.proposals(records);
    }

    private synchronized void await(BooleanSupplier reached, String otherwise) {
        long end = System.nanoTime() + LIMIT_NANOS;
        while (!reached.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            assertTrue(left > 0, otherwise);
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
