package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Recovery;
import io.beckon.following.Wording;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Reply;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The rooms that a connection wants to come back to as a session of before, asked as often as need be: each time in another incarnation.
 * Used by the connection's thread, but for what rooms say, with their partition held.
 */
final class RoomResumes {

    private static final ServerMessage.ResumedRoom EXPIRED =
            new ServerMessage.ResumedRoom(null, List.of(), 0, 0, ErrorCode.RESUME_EXPIRED);

    private final Session session;
    private final String id;
    private final Map<String, Long> seen;
    private final Backlog backlog;
    private final Map<String, ServerMessage.ResumedRoom> answers = new ConcurrentHashMap<>();
    private final List<Replay.Missed> missed = new CopyOnWriteArrayList<>();
    private final List<RoomKey> asked = new ArrayList<>();
    private final AtomicInteger undecided = new AtomicInteger();
    private volatile CompletableFuture<Void> decided = new CompletableFuture<>();
    private volatile Incarnation next;
    private volatile boolean elsewhere;
    private volatile Map<RoomKey, Set<Right>> rights = Map.of();

    /**
     * @param id of the session that comes back
     * @param seen by room, the {@code seq} that the client has seen last
     */
    RoomResumes(Session session, String id, Map<String, Long> seen, Backlog backlog) {
        this.session = session;
        this.id = id;
        this.seen = seen;
        this.backlog = backlog;
        this.next = session.incarnation();
    }

    /** The rights with which the rooms take it back. */
    void entitled(Map<RoomKey, Set<Right>> today) {
        rights = today;
    }

    /** Finds the rooms worth asking; returns the highest incarnation that any of them knows. */
    int inspect() {
        asked.clear();
        int highest = 0;
        for (Map.Entry<String, Long> named : seen.entrySet()) {
            RoomKey room = session.room(named.getKey());
            Integer known = session.follower().read(room, followed -> {
                Incarnation incarnation = followed.room().incarnation(id);
                return incarnation != null && backlog.reaches(followed, named.getValue()) ? incarnation.number() : null;
            });
            answers.put(named.getKey(), EXPIRED);
            if (known != null) {
                asked.add(room);
                highest = Math.max(highest, known);
            }
        }
        return highest;
    }

    /** Asks those that were found; done when all of them have decided. */
    CompletableFuture<Void> ask(Incarnation tried) {
        CompletableFuture<Void> all = new CompletableFuture<>();
        missed.clear();
        elsewhere = false;
        decided = all;
        next = tried;
        undecided.set(asked.size() + 1);
        for (RoomKey room : asked) {
            Origin origin = new Origin(id, tried, null, session.replies().owe(), session.provenance());
            session.append(
                    room, new Proposal.Resume(origin, session.caller().user(), rights.getOrDefault(room, Set.of())));
        }
        decide();
        return all;
    }

    private void decide() {
        if (undecided.decrementAndGet() == 0) {
            decided.complete(null);
        }
    }

    /** As what the rooms were asked last. */
    Incarnation next() {
        return next;
    }

    /** Whether some room has another connection as this session. */
    boolean isElsewhere() {
        return elsewhere;
    }

    /** What is to be replayed of each room that has taken it back. */
    List<Replay.Missed> missed() {
        return missed;
    }

    /** Of each room that was named, in that order. */
    Map<String, ServerMessage.ResumedRoom> answers() {
        Map<String, ServerMessage.ResumedRoom> ordered = new LinkedHashMap<>();
        seen.keySet().forEach(name -> ordered.put(name, answers.getOrDefault(name, EXPIRED)));
        return ordered;
    }

    /** Whether each room that was named has taken it back. */
    boolean areAllBack() {
        return answers().values().stream().allMatch(answer -> answer.error() == null);
    }

    boolean expect(Origin origin) {
        return origin.session().equals(id) && origin.incarnation().equals(next);
    }

    /** A room has decided. Its partition is held, so what concerns other rooms is left to the connection's thread. */
    void settle(FollowedRoom followed, Origin origin, Reply reply) {
        session.replies().vacate(origin.slot());
        if (reply instanceof Reply.Resumed resumed) {
            accept(followed, resumed);
        } else if (followed.room().incarnation(id) != null) {
            elsewhere = true;
        }
        decide();
    }

    private void accept(FollowedRoom followed, Reply.Resumed resumed) {
        long joined = followed.room().joined(id);
        Recovery.Recovered beyond = backlog.beyondMemory(followed.name());
        long after = Math.max(backlog.begin(followed, seen.getOrDefault(followed.name(), 0L)), beyond.upTo());
        Attachment attachment = new Attachment(session, joined, Attachment.Stage.CATCHING_UP);
        followed.attach(id, attachment);
        session.outgoing().attached(followed.room().key(), attachment);
        missed.add(new Replay.Missed(followed.room().key(), attachment, after, beyond.events()));
        int inMemory = session.follower()
                .memory()
                .outlines(followed.history(), after, resumed.seq(), id, joined)
                .size();
        answers.put(
                followed.name(),
                new ServerMessage.ResumedRoom(
                        resumed.seq(),
                        Wording.participants(resumed.roster()),
                        resumed.roster().count(),
                        beyond.events().size() + inMemory,
                        null));
    }

    /** Whatever the rooms have said or will say: nobody is there. */
    void letGo() {
        for (RoomKey room : asked) {
            session.follower().read(room, followed -> {
                followed.detach(id, session, 0);
                return null;
            });
            LeaveReason why = session.ending().putOut();
            session.follower()
                    .insist(
                            room,
                            why == null
                                    ? new Proposal.Disconnected(id, next, LeaveReason.TIMEOUT)
                                    : Proposals.leave(id, next, session.provenance(), why));
        }
    }
}
