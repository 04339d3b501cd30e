package io.beckon.session;

import io.beckon.following.FollowedPartition;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.following.Recovery;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;

/**
 * What a client that comes back has missed, as far as this node knows it, and what is done so that it knows all of it: its rooms are
 * followed, read up to what the client has seen elsewhere, and read once more where memory holds too little.
 */
final class Backlog {

    private static final Recovery.Recovered NOTHING = new Recovery.Recovered(List.of(), 0, () -> {});

    /** How long a partition may take. */
    private static final long PATIENCE_SECONDS = 5;

    private static final long RECOVERY_SECONDS = 20;

    private final Session session;
    private final String id;
    private final Map<String, Long> seen;
    private final Follower follower;
    private final Map<String, Recovery.Recovered> recovered = new HashMap<>();
    /** What is waited for now. */
    private final List<CompletableFuture<?>> awaited = new ArrayList<>();

    private boolean closed;

    /**
     * @param id of the session that the client wants to be again
     * @param seen the last {@code seq} of each room
     */
    Backlog(Session session, String id, Map<String, Long> seen, Follower follower) {
        this.session = session;
        this.id = id;
        this.seen = seen;
        this.follower = follower;
    }

    /** Calls one of the two on the connection's thread, or at once when nothing has to be waited for. */
    void prepare(Runnable ready, Runnable failed) {
        Runnable recover = () -> session.after(forEach(this::recover), RECOVERY_SECONDS, ready, failed);
        Runnable awaitSeen = () -> session.after(forEach(this::whenRead), PATIENCE_SECONDS, recover, failed);
        session.after(forEach((room, seq) -> follower.whenLive(room)), PATIENCE_SECONDS, awaitSeen, failed);
    }

    private CompletableFuture<Void> forEach(BiFunction<RoomKey, Long, CompletableFuture<?>> step) {
        return CompletableFuture.allOf(seen.entrySet().stream()
                .map(named -> await(step.apply(session.room(named.getKey()), named.getValue())))
                .toArray(CompletableFuture[]::new));
    }

    /** Cancelling looks after its partition, whose monitor comes before this one's. */
    private <T> CompletableFuture<T> await(CompletableFuture<T> step) {
        if (!note(step)) {
            step.cancel(false);
        }
        return step;
    }

    private synchronized boolean note(CompletableFuture<?> step) {
        awaited.removeIf(CompletableFuture::isDone);
        return !closed && awaited.add(step);
    }

    /**
     * What the client has seen elsewhere is still to be read here, unless it lies beyond the end: then it is of another life of the
     * log, and there is nothing to wait for.
     */
    private CompletableFuture<?> whenRead(RoomKey room, long seq) {
        long position = Seq.position(seq);
        FollowedPartition partition = follower.partition(room);
        return position <= partition.position()
                ? CompletableFuture.completedFuture(null)
                : follower.end(room)
                        .thenCompose(end -> position >= end
                                ? CompletableFuture.<Void>completedFuture(null)
                                : await(partition.whenRead(position, PATIENCE_SECONDS)));
    }

    /** What memory does not hold any more is read from the log once more. */
    private CompletableFuture<?> recover(RoomKey room, long seq) {
        if (!isLacking(room, seq)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Recovery.Recovered> found =
                await(follower.recover(room, id, session.caller().key(), seq));
        return found.handle((events, failure) -> {
            if (failure == null) {
                keep(room.name(), events);
            }
            return null;
        });
    }

    /** Memory does not hold it, and nobody has read it from the log once more. */
    private boolean isLacking(RoomKey room, long seq) {
        Boolean lacks = follower.read(
                room,
                followed -> isThere(followed, seq)
                        && !isCovered(followed, seq)
                        && beyondMemory(followed.name()) == NOTHING);
        return lacks != null && lacks;
    }

    /**
     * Whether something is lacking that was still in memory, or still to come, when it was prepared: this node may be behind, and
     * forget while it catches up.
     */
    boolean isOutrun() {
        return seen.entrySet().stream().anyMatch(named -> isLacking(session.room(named.getKey()), named.getValue()));
    }

    private synchronized void keep(String room, Recovery.Recovered events) {
        if (closed) {
            events.release().run();
        } else {
            recovered.put(room, events);
        }
    }

    /** Nobody wants it any more: whatever is waited for is given up, and what was read again is let go. May be called again. */
    void close() {
        List<CompletableFuture<?>> open;
        List<Recovery.Recovered> kept;
        synchronized (this) {
            closed = true;
            open = List.copyOf(awaited);
            kept = List.copyOf(recovered.values());
            awaited.clear();
            recovered.clear();
        }
        open.forEach(step -> step.cancel(false));
        kept.forEach(events -> events.release().run());
    }

    /** Whether all that the session was sent by a room after a {@code seq} can be sent again. */
    boolean reaches(FollowedRoom followed, long seq) {
        return isThere(followed, seq) && (isCovered(followed, seq) || beyondMemory(followed.name()) != NOTHING);
    }

    private boolean isThere(FollowedRoom followed, long seq) {
        long end = Seq.of(follower.partition(followed.room().key()).position() + 1, 0);
        return followed.room().incarnation(id) != null && seq < end;
    }

    private boolean isCovered(FollowedRoom followed, long seq) {
        return follower.memory().covers(followed.history(), id, begin(followed, seq));
    }

    /** From where on a session that has seen this much goes on in the room's history. */
    long begin(FollowedRoom followed, long seq) {
        return followed.history().begin(Math.max(seq, followed.room().joined(id)));
    }

    /** What was read from the log once more. */
    synchronized Recovery.Recovered beyondMemory(String room) {
        return recovered.getOrDefault(room, NOTHING);
    }
}
