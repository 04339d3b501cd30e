package io.beckon.session;

import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.room.Seq;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * What a client that comes back has missed, as far as this node knows it, and what is done so that it knows all of it: its rooms are
 * followed, read up to what the client has seen elsewhere, and read once more where memory holds too little.
 */
final class Backlog {

    private static final Recovery.Recovered NOTHING = new Recovery.Recovered(List.of(), 0);

    /** How long a partition may take. */
    private static final long PATIENCE_SECONDS = 5;

    /** How long this node may be behind what the client has seen elsewhere. */
    private static final long LAG_SECONDS = 2;

    private static final long RECOVERY_SECONDS = 20;

    private final Session session;
    private final String id;
    private final Map<String, Long> seen;
    private final Follower follower;
    private final Map<String, Recovery.Recovered> recovered = new ConcurrentHashMap<>();

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
        Runnable findEnds = () -> session.after(forEach(this::findEnd), PATIENCE_SECONDS, recover, failed);
        Runnable awaitSeen = () -> session.after(forEach(this::whenRead), LAG_SECONDS, recover, findEnds);
        CompletableFuture<Void> live =
                follower.whenLive(seen.keySet().stream().map(session::room).toList());
        session.after(live, PATIENCE_SECONDS, awaitSeen, failed);
    }

    private CompletableFuture<Void> forEach(BiFunction<RoomKey, Long, CompletableFuture<Void>> step) {
        return CompletableFuture.allOf(seen.entrySet().stream()
                .map(named -> step.apply(session.room(named.getKey()), named.getValue()))
                .toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> whenRead(RoomKey room, long seq) {
        return follower.partition(room).whenRead(Seq.position(seq));
    }

    /**
     * What the client claims to have seen is still to be read here, or lies beyond the end. A record that is void everywhere, for
     * incarnations count from one, tells where the end is.
     */
    private CompletableFuture<Void> findEnd(RoomKey room, long seq) {
        CompletableFuture<Void> read = whenRead(room, seq);
        if (read.isDone()) {
            return read;
        }
        Proposal probe = new Proposal.Disconnected(id, new Incarnation(0, session.instance()), LeaveReason.TIMEOUT);
        return follower.propose(room, probe)
                .toCompletableFuture()
                .thenCompose(end -> follower.partition(room).whenRead(Math.min(Seq.position(seq), end)));
    }

    /** What memory does not hold any more is read from the log once more. */
    private CompletableFuture<Void> recover(RoomKey room, long seq) {
        Boolean lacks = follower.read(room, followed -> isThere(followed, seq) && !isCovered(followed, seq));
        if (lacks == null || !lacks) {
            return CompletableFuture.completedFuture(null);
        }
        return follower.recover(room, id, seq).handle((found, failure) -> {
            if (failure == null) {
                recovered.put(room.name(), found);
            }
            return null;
        });
    }

    /** Whether all that the session was sent by a room after a {@code seq} can be sent again. */
    boolean reaches(FollowedRoom followed, long seq) {
        return isThere(followed, seq) && (isCovered(followed, seq) || recovered.containsKey(followed.name()));
    }

    private boolean isThere(FollowedRoom followed, long seq) {
        long end = Seq.of(follower.partition(followed.room.key()).position() + 1, 0);
        return followed.room.incarnation(id) != null && seq < end;
    }

    private boolean isCovered(FollowedRoom followed, long seq) {
        return follower.memory().covers(followed.history, id, begin(followed, seq));
    }

    /** From where on a session that has seen this much goes on in the room's history. */
    long begin(FollowedRoom followed, long seq) {
        return followed.history.begin(Math.max(seq, followed.room.joined(id)));
    }

    /** What was read from the log once more. */
    Recovery.Recovered beyondMemory(String room) {
        return recovered.getOrDefault(room, NOTHING);
    }
}
