package io.beckon.session;

import io.beckon.log.Checkpoint;
import io.beckon.log.LogRecord;
import io.beckon.log.LogUnavailable;
import io.beckon.log.PositionExpired;
import io.beckon.log.RoomLog;
import io.beckon.room.Effect;
import io.beckon.room.Event;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomSnapshot;
import io.beckon.room.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Reads a partition once more, beside the one that is followed, for those who have missed more than memory holds. One reading
 * serves all who wait for it. Safe for use by several threads.
 */
final class Recovery {

    /** So many bytes of events may be recovered for one session. */
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final int partition;
    private final RoomLog log;
    private List<Wanted> waiting = new ArrayList<>();
    private boolean reading;

    Recovery(int partition, RoomLog log) {
        this.partition = partition;
        this.log = log;
    }

    /**
     * What a session was sent.
     *
     * @param events oldest first
     * @param upTo the {@code seq} up to which these are all
     */
    record Recovered(List<Delivered> events, long upTo) {}

    /**
     * What a session was sent by a room after a {@code seq}, up to about now.
     *
     * @return fails when that is no longer kept, too much, or the log is out of reach
     */
    CompletableFuture<Recovered> recover(RoomKey room, String session, long after, Executor reader) {
        Wanted wanted = new Wanted(room, session, after);
        synchronized (this) {
            waiting.add(wanted);
            if (reading) {
                return wanted.done;
            }
            reading = true;
        }
        reader.execute(this::read);
        return wanted.done;
    }

    private void read() {
        List<Wanted> batch;
        synchronized (this) {
            batch = waiting;
            waiting = new ArrayList<>();
            reading = !batch.isEmpty();
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            Checkpoint checkpoint = log.checkpoint(partition);
            Reading run = new Reading(checkpoint, batch);
            run.following = log.follow(partition, checkpoint.next(), run);
            run.onRead(checkpoint.next());
            run.over.join();
        } catch (LogUnavailable | PositionExpired e) {
            batch.forEach(wanted -> wanted.done.completeExceptionally(e));
        } finally {
            read();
        }
    }

    /** What one session waits for. */
    private static final class Wanted {

        final RoomKey room;
        final String session;
        final long after;
        final CompletableFuture<Recovered> done = new CompletableFuture<>();
        private final List<Delivered> found = new ArrayList<>();
        private long bytes;

        Wanted(RoomKey room, String session, long after) {
            this.room = room;
            this.session = session;
            this.after = after;
        }

        void see(Room state, Delivered event) {
            if (event.seq() > after && !done.isDone() && event.isFor(session, state.joined(session))) {
                found.add(event);
                bytes += event.weight();
                if (bytes > MOST_BYTES) {
                    found.clear();
                    done.completeExceptionally(new LogUnavailable("too much was missed"));
                }
            }
        }
    }

    /** One pass from the checkpoint to where the log ended when it began. */
    private final class Reading implements RoomLog.Listener {

        final CompletableFuture<Void> over = new CompletableFuture<>();
        private final long end;
        private final List<Wanted> batch;
        private final Map<RoomKey, Room> rooms = new HashMap<>();
        private volatile RoomLog.Following following = () -> {};

        Reading(Checkpoint checkpoint, List<Wanted> batch) {
            this.end = checkpoint.end();
            this.batch = batch;
            batch.forEach(wanted -> rooms.put(wanted.room, new Room(wanted.room)));
            for (RoomSnapshot snapshot : checkpoint.rooms()) {
                rooms.computeIfPresent(snapshot.key(), (key, empty) -> new Room(snapshot));
            }
        }

        @Override
        public void onRecord(LogRecord record) {
            Room room = rooms.get(record.room());
            if (room == null || record.position() >= end) {
                return;
            }
            for (Effect effect :
                    room.apply(record.proposal(), record.position()).effects()) {
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
            if (next >= end) {
                finish(wanted -> wanted.done.complete(new Recovered(wanted.found, Seq.of(end, 0) - 1)));
            }
        }

        @Override
        public void onReset(long position) {
            rooms.replaceAll((key, room) -> new Room(key));
        }

        @Override
        public void onEnd(RoomLog.Ended cause) {
            finish(wanted -> wanted.done.completeExceptionally(new LogUnavailable("the log ended: " + cause)));
        }

        private void finish(Consumer<Wanted> result) {
            if (over.complete(null)) {
                following.close();
                batch.forEach(result);
            }
        }
    }
}
