package io.beckon.following;

import io.beckon.identity.UserKey;
import io.beckon.log.Checkpoint;
import io.beckon.log.Following;
import io.beckon.log.LogRecord;
import io.beckon.log.LogUnavailable;
import io.beckon.log.RoomLog;
import io.beckon.room.Effect;
import io.beckon.room.EndedRooms;
import io.beckon.room.Event;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Reads a partition once more, beside the one that is followed, for those who have missed more than memory holds. One reading
 * serves all who wait for it; one that takes too long is given up. Safe for use by several threads.
 */
public final class Recovery {

    /** Maximum number of bytes of events of one room that are recovered for one session. */
    static final long MOST_BYTES = 8L * 1024 * 1024;

    /** Maximum number that may wait for the partition to be read again. */
    static final int MOST_WAITING = 1000;

    private final int partition;
    private final RoomLog log;
    private final RecoveryMemory memory;
    private final long patienceMillis;
    private final Set<Wanted> waiting = new LinkedHashSet<>();
    private boolean reading;

    /** @param patienceMillis so long one reading may take */
    Recovery(int partition, RoomLog log, RecoveryMemory memory, long patienceMillis) {
        this.partition = partition;
        this.log = log;
        this.memory = memory;
        this.patienceMillis = patienceMillis;
    }

    /**
     * What a session was sent. It counts against the memory for what was recovered until it is released.
     *
     * @param events oldest first
     * @param upTo the {@code seq} up to which these are all
     */
    public record Recovered(List<Delivered> events, long upTo, Runnable release) {}

    /**
     * What a session was sent by a room after a {@code seq}, up to about now. Whoever does not wait any longer cancels it.
     *
     * @return fails when that is no longer kept, too much, too late, or the log is out of reach
     */
    CompletableFuture<Recovered> recover(RoomKey room, String session, UserKey user, long after, Executor reader) {
        Wanted wanted = new Wanted(room, session, user, after);
        boolean begins;
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                return CompletableFuture.failedFuture(new LogUnavailable("too many wait for the log to be read again"));
            }
            waiting.add(wanted);
            begins = !reading;
            reading = true;
        }
        wanted.done.whenComplete((found, failure) -> {
            if (failure != null) {
                forget(wanted);
            }
        });
        if (begins) {
            goOn(reader);
        }
        return wanted.done;
    }

    private void forget(Wanted wanted) {
        synchronized (this) {
            waiting.remove(wanted);
        }
        wanted.release();
    }

    private void goOn(Executor reader) {
        try {
            reader.execute(() -> read(reader));
        } catch (RejectedExecutionException e) {
            take().forEach(wanted -> wanted.fail("the node ends"));
            take();
        }
    }

    /** All who wait now; nobody any more: nothing is read then. */
    private synchronized List<Wanted> take() {
        List<Wanted> batch = List.copyOf(waiting);
        waiting.clear();
        reading = !batch.isEmpty();
        return batch;
    }

    /** For one batch; others have their turn before the next. */
    private void read(Executor reader) {
        List<Wanted> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        try {
            read(batch);
        } finally {
            batch.forEach(wanted -> wanted.fail("the log could not be read again"));
            goOn(reader);
        }
    }

    private void read(List<Wanted> batch) {
        try {
            Checkpoint checkpoint = log.checkpoint(partition);
            Reading run = new Reading(checkpoint, batch);
            run.follows(log.follow(partition, checkpoint.next(), run));
            run.onRead(checkpoint.next());
            run.await(patienceMillis);
        } catch (RuntimeException e) {
            batch.forEach(wanted -> wanted.done.completeExceptionally(e));
        }
    }

    /** How many wait for the next reading. */
    synchronized int waiting() {
        return waiting.size();
    }

    /** What one session waits for. */
    private final class Wanted {

        final RoomKey room;
        final String session;
        final UserKey user;
        final long after;
        final CompletableFuture<Recovered> done = new CompletableFuture<>();
        private final List<Delivered> found = new ArrayList<>();
        private long bytes;
        private boolean released;

        Wanted(RoomKey room, String session, UserKey user, long after) {
            this.room = room;
            this.session = session;
            this.user = user;
            this.after = after;
        }

        void see(Room state, Delivered event) {
            if (event.seq() > after && !done.isDone() && event.isFor(session, state.joined(session)) && !keep(event)) {
                fail("too much was missed");
            }
        }

        private synchronized boolean keep(Delivered event) {
            if (released) {
                return true;
            }
            long weight = event.weight();
            if (bytes + weight > MOST_BYTES || !memory.take(user, weight)) {
                return false;
            }
            bytes += weight;
            found.add(event);
            return true;
        }

        void succeed(long upTo) {
            done.complete(new Recovered(found, upTo, this::release));
        }

        void fail(String why) {
            done.completeExceptionally(new LogUnavailable(why));
        }

        synchronized void release() {
            if (!released) {
                released = true;
                memory.giveBack(user, bytes);
                found.clear();
            }
        }
    }

    /** One pass from the checkpoint to where the log ended when it began. */
    private static final class Reading implements RoomLog.Listener {

        private final AtomicBoolean finished = new AtomicBoolean();
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private final long end;
        private final List<Wanted> batch;
        /** All of the partition, for which of them are remembered depends on the others. */
        private final Map<RoomKey, Room> rooms = new HashMap<>();

        private final EndedRooms ended = new EndedRooms();

        Reading(Checkpoint checkpoint, List<Wanted> batch) {
            this.end = checkpoint.end();
            this.batch = batch;
            for (RoomSnapshot snapshot : checkpoint.rooms()) {
                Room room = new Room(snapshot);
                rooms.put(room.key(), room);
                ended.restored(room);
            }
        }

        /** It may be over before this is known. */
        void follows(Following following) {
            over.whenComplete((done, failure) -> following.close());
        }

        void await(long millis) {
            try {
                over.get(millis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                finish(wanted -> wanted.fail("the log is not read again in time"));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                finish(wanted -> wanted.fail("interrupted"));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void onRecord(LogRecord record) {
            if (record.position() >= end) {
                return;
            }
            Room room = rooms.computeIfAbsent(record.room(), Room::new);
            try {
                apply(record, room);
            } finally {
                ended.applied(room, record.position()).forEach(gone -> rooms.remove(gone.key()));
            }
        }

        private void apply(LogRecord record, Room room) {
            for (Effect effect : room.apply(record.proposal(), record.position(), record.time())
                    .effects()) {
                if (effect instanceof Effect.Emitted emitted && !(emitted.event() instanceof Event.Dismissed)) {
                    long seq = Seq.of(record.position(), emitted.index());
                    Delivered event = new Delivered(seq, emitted.audience(), emitted.event(), 0);
                    batch.stream()
                            .filter(wanted -> wanted.room.equals(record.room()))
                            .forEach(wanted -> wanted.see(room, event));
                }
            }
        }

        @Override
        public void onRead(long next) {
            if (next >= end || batch.stream().allMatch(wanted -> wanted.done.isDone())) {
                finish(wanted -> wanted.succeed(Seq.of(end, 0) - 1));
            }
        }

        @Override
        public void onReset(long position) {
            rooms.clear();
            ended.clear();
        }

        @Override
        public void onEnd(RoomLog.Ended cause) {
            finish(wanted -> wanted.fail("the log ended: " + cause));
        }

        /** Who awaits this gives up those who have no result yet: they have it before. */
        private void finish(Consumer<Wanted> result) {
            if (!finished.getAndSet(true)) {
                batch.forEach(result);
                over.complete(null);
            }
        }
    }
}
