package io.beckon.log;

import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A log of one partition whose follower gets its records when a test says so: a log with latency, as long as need be. */
public final class ManualRoomLog implements RoomLog {

    public final List<LogRecord> records = new CopyOnWriteArrayList<>();
    /** Whether it takes nothing. */
    public volatile boolean away;
    /** Whether it can tell where it ends. */
    public volatile boolean endIsKnown = true;
    /** How many have asked where it ends. */
    public volatile int questions;

    /** What whoever begins to follow begins with. */
    public volatile Checkpoint checkpoint = Checkpoint.NONE;

    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    private static final class Reader implements Following {

        final Listener listener;
        int next;
        volatile boolean closed;

        Reader(Listener listener, int next) {
            this.listener = listener;
            this.next = next;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Override
    public int partitions() {
        return 1;
    }

    @Override
    public synchronized CompletionStage<Long> append(RoomKey room, Proposal proposal) {
        if (away) {
            return CompletableFuture.failedFuture(new LogUnavailable("away"));
        }
        long position = Partition.FIRST + records.size();
        records.add(new LogRecord(0, position, room, proposal));
        return CompletableFuture.completedFuture(position);
    }

    @Override
    public Checkpoint checkpoint(int partition) {
        return checkpoint;
    }

    @Override
    public CompletionStage<Long> end(int partition) {
        questions++;
        return endIsKnown
                ? CompletableFuture.completedFuture(Partition.FIRST + records.size())
                : new CompletableFuture<>();
    }

    @Override
    public Following follow(int partition, long from, Listener listener) {
        Reader reader = new Reader(listener, (int) (from - Partition.FIRST));
        readers.add(reader);
        return reader;
    }

    /** The first follower gets what it has not got yet, also what comes of that. */
    public void deliver() {
        deliverTo(readers.getFirst(), Integer.MAX_VALUE);
    }

    /** The same for another follower. */
    public void deliver(int reader) {
        deliverTo(readers.get(reader), Integer.MAX_VALUE);
    }

    /** The first follower gets its next record. */
    public void deliverOne() {
        deliverTo(readers.getFirst(), 1);
    }

    private void deliverTo(Reader reader, int most) {
        for (int count = 0; count < most && reader.next < records.size() && !reader.closed; count++) {
            reader.listener.onRecord(records.get(reader.next++));
        }
    }

    public boolean isClosed(int reader) {
        return readers.get(reader).closed;
    }

    /** What of a kind is in the log, in its order. */
    public <P extends Proposal> List<P> proposals(Class<P> kind) {
        List<P> found = new ArrayList<>();
        for (LogRecord record : records) {
            if (kind.isInstance(record.proposal())) {
                found.add(kind.cast(record.proposal()));
            }
        }
        return found;
    }

    public @Nullable Listener listener(int reader) {
        return readers.size() > reader ? readers.get(reader).listener : null;
    }
}
