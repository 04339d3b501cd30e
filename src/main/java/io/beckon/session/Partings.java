package io.beckon.session;

import io.beckon.audit.Actor;
import io.beckon.audit.Fact.SessionEnd;
import io.beckon.audit.Fact.SessionEnded;
import io.beckon.audit.Journal;
import io.beckon.audit.Subject;
import io.beckon.following.Follower;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.protocol.CloseCode;
import io.beckon.room.Incarnation;
import io.beckon.room.RoomKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Sessions that have lost their connection here and may still come back, for auditors who want to know whether they did: one is over
 * when its rooms have let it go. The rooms know as well when it came back elsewhere, and then its end is another node's to tell. Safe
 * for use by several threads.
 */
final class Partings {

    /** The rooms' timers are some seconds late where the node is lost that should have seen to them. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Map<String, Parting> waiting = new ConcurrentHashMap<>();
    private final int most;

    /**
     * One of them.
     *
     * @param due when it cannot come back any more
     * @param out whether it had to leave its rooms before
     */
    private record Parting(
            Caller caller,
            Approach from,
            Incarnation incarnation,
            List<RoomKey> rooms,
            long openedAt,
            long due,
            boolean out) {

        Parting putOut() {
            return new Parting(caller, from, incarnation, rooms, openedAt, due, true);
        }

        /** Whether its rooms have let it go. Of a room that is not followed nothing is known. */
        boolean isGone(String session, Follower follower) {
            return rooms.stream()
                    .allMatch(room -> follower.follows(room)
                            && follower.read(room, followed -> followed.room().incarnation(session)) == null);
        }

        void tell(String session, Journal journal, long now) {
            journal.write(
                    new SessionEnded(SessionEnd.NOT_RESUMED, true, null, TimeUnit.NANOSECONDS.toMillis(now - openedAt)),
                    Subject.ofTenant(caller.tenant()),
                    Actor.user(caller.issuer(), caller.user(), caller.name(), session),
                    from.address(),
                    from.traceparent());
        }
    }

    Partings(int most) {
        this.most = most;
    }

    /**
     * One whose connection has ended, unless that is because it is back elsewhere.
     *
     * @param due when its client cannot come back any more
     */
    void add(Session session, Caller caller, List<RoomKey> rooms, long due) {
        boolean isBack = session.ending().closing().isBy(CloseCode.RESUMED_ELSEWHERE);
        if (!isBack && waiting.size() < most) {
            Approach from = session.connection().approach();
            waiting.put(
                    session.id(),
                    new Parting(caller, from, session.incarnation(), rooms, session.openedAt(), due, false));
        }
    }

    /** A room has it back in this incarnation, whatever node it is connected to. */
    void isBack(String session, Incarnation as) {
        waiting.computeIfPresent(session, (id, parting) -> as.compareTo(parting.incarnation) > 0 ? null : parting);
    }

    /** It is connected here again. */
    void back(String session) {
        waiting.remove(session);
    }

    /** Its rooms are told that it has left. */
    void putOut(String session) {
        waiting.computeIfPresent(session, (id, parting) -> parting.putOut());
    }

    /** Tells of those that are over. Called once a second, with no partition held. */
    void tellOver(Follower follower, Journal journal, long now) {
        waiting.forEach((session, parting) -> {
            boolean isTime = parting.out || parting.due - now <= 0;
            boolean over = isTime && parting.isGone(session, follower);
            boolean unknown = parting.due + GRACE_NANOS - now <= 0;
            if ((over || unknown) && waiting.remove(session, parting) && over) {
                parting.tell(session, journal, now);
            }
        });
    }

    void eachRoom(Consumer<RoomKey> action) {
        waiting.values().forEach(parting -> parting.rooms.forEach(action));
    }
}
