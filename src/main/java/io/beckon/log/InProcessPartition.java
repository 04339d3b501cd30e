package io.beckon.log;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One partition in memory. Whoever appends also calls the followers, unless another thread, or a caller further up the stack,
 * is at it already: that one then goes on with the new record. So no thread waits for a follower of another.
 */
final class InProcessPartition {

    private static final Logger LOG = System.getLogger(InProcessPartition.class.getName());

    private final int number;
    private final long capacity;
    private final ArrayDeque<LogRecord> kept = new ArrayDeque<>();
    private final List<Reader> readers = new ArrayList<>();
    private long keptWeight;
    private long end = Partition.FIRST;
    private boolean delivering;

    InProcessPartition(int number, long capacity) {
        this.number = number;
        this.capacity = capacity;
    }

    long append(RoomKey room, Proposal proposal) {
        long position;
        synchronized (this) {
            position = end++;
            LogRecord record = new LogRecord(number, position, room, proposal, System.currentTimeMillis());
            readers.forEach(reader -> reader.waiting.addLast(record));
            keep(record);
        }
        deliver();
        return position;
    }

    synchronized long end() {
        return end;
    }

    private void keep(LogRecord record) {
        if (capacity == 0) {
            return;
        }
        kept.addLast(record);
        keptWeight += record.weight();
        while (keptWeight > capacity) {
            keptWeight -= kept.removeFirst().weight();
        }
    }

    synchronized long weight() {
        return keptWeight;
    }

    Following follow(long from, RoomLog.Listener listener) {
        Reader reader = new Reader(listener);
        synchronized (this) {
            long first = end - kept.size();
            if (from < first || from > end) {
                throw new PositionExpired(number, from, first);
            }
            kept.stream().filter(record -> record.position() >= from).forEach(reader.waiting::addLast);
            readers.add(reader);
        }
        deliver();
        return reader;
    }

    private void deliver() {
        for (Reader reader = next(); reader != null; reader = next()) {
            LogRecord record = reader.taken();
            try {
                reader.listener.onRecord(record);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.log(Level.ERROR, "A follower failed: partition=" + number + " position=" + record.position(), e);
            } finally {
                delivered();
            }
        }
    }

    private synchronized void delivered() {
        delivering = false;
    }

    /** The reader to call next, with its record taken; {@code null} when there is none or somebody else is at it. */
    private synchronized @Nullable Reader next() {
        if (delivering) {
            return null;
        }
        for (Reader reader : readers) {
            if (reader.take()) {
                delivering = true;
                return reader;
            }
        }
        return null;
    }

    /** What one follower has not been called with yet; it holds on to records that the partition has dropped meanwhile. */
    private final class Reader implements Following {

        final RoomLog.Listener listener;
        final ArrayDeque<LogRecord> waiting = new ArrayDeque<>();
        private @Nullable LogRecord taken;

        Reader(RoomLog.Listener listener) {
            this.listener = listener;
        }

        boolean take() {
            taken = waiting.pollFirst();
            return taken != null;
        }

        LogRecord taken() {
            LogRecord record = taken;
            if (record == null) {
                throw new IllegalStateException("nothing was taken");
            }
            return record;
        }

        @Override
        public void close() {
            synchronized (InProcessPartition.this) {
                readers.remove(this);
            }
        }
    }
}
