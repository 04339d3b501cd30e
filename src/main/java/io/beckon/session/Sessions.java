package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.LeaveReason;
import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The sessions that are connected to this node, and for a while those that were. Safe for use by several threads. */
public final class Sessions {

    /** Sessions that come back elsewhere are at least so far apart, as long as the spread allows it. */
    private static final long MILLIS_BETWEEN = 5;

    private final Map<Long, Session> byLink = new ConcurrentHashMap<>();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, Absent> absent = new ConcurrentHashMap<>();
    private final AtomicLong links = new AtomicLong();
    private final AtomicInteger resuming = new AtomicInteger();
    private volatile @Nullable Runnable whenNone;

    /** A session that has lost its connection: where it was, in which incarnation, and until when that matters. */
    private record Absent(int incarnation, List<RoomKey> rooms, long until) {}

    Session open(
            Caller caller,
            Connection connection,
            MessageCodec codec,
            Follower follower,
            SessionSettings settings,
            long now) {
        Session session =
                new Session(links.incrementAndGet(), Ids.random(), caller, connection, codec, follower, settings, now);
        byLink.put(session.link(), session);
        byId.put(session.id(), session);
        return session;
    }

    @Nullable Session bySlot(long slot) {
        return slot < 0 ? null : byLink.get(Replies.link(slot));
    }

    public Collection<Session> all() {
        return byLink.values();
    }

    /** A connection has become an older session: it takes that one's place, and its provisional one is gone. */
    void resumed(Session session, String provisional) {
        byId.remove(provisional, session);
        Session before = byId.put(session.id(), session);
        absent.computeIfPresent(session.id(), (id, known) -> new Absent(known.incarnation, List.of(), known.until));
        if (before != null && before != session && !before.isClosed()) {
            before.superseded();
        }
    }

    /** An incarnation that was tried: none like it may be tried again, whatever has become of it. */
    void tried(String id, int incarnation, long rememberUntil) {
        absent.compute(
                id,
                (key, known) -> known == null
                        ? new Absent(incarnation, List.of(), rememberUntil)
                        : new Absent(Math.max(incarnation, known.incarnation), known.rooms, rememberUntil));
    }

    int highestIncarnation(String id) {
        Session connected = byId.get(id);
        Absent gone = absent.get(id);
        return Math.max(connected == null ? 0 : connected.incarnation().number(), gone == null ? 0 : gone.incarnation);
    }

    /** The rooms that this node knows a session to be in. */
    Set<RoomKey> knownRooms(String id) {
        Session connected = byId.get(id);
        Absent gone = absent.get(id);
        if (connected != null) {
            return Set.copyOf(connected.membership().all());
        }
        return gone == null ? Set.of() : Set.copyOf(gone.rooms);
    }

    /** The connection is gone. */
    void closed(Session session, boolean forGood, LeaveReason reason, long rememberUntil) {
        byLink.remove(session.link());
        boolean current = byId.remove(session.id(), session);
        List<RoomKey> rooms = session.membership().all();
        if (current && !forGood && !rooms.isEmpty()) {
            int incarnation = highestIncarnation(session.id());
            absent.put(
                    session.id(),
                    new Absent(Math.max(incarnation, session.incarnation().number()), rooms, rememberUntil));
        }
        session.gone(forGood, reason);
        tellIfNone();
    }

    /** Runs an action as soon as no session is connected. */
    public void whenNone(Runnable action) {
        whenNone = action;
        tellIfNone();
    }

    private void tellIfNone() {
        Runnable action = whenNone;
        if (action != null && byLink.isEmpty()) {
            action.run();
        }
    }

    void forgetAbsent(long now) {
        if (!absent.isEmpty()) {
            absent.values().removeIf(gone -> gone.until - now <= 0);
        }
    }

    void resumeBegins() {
        resuming.incrementAndGet();
    }

    void resumeIsOver() {
        resuming.decrementAndGet();
    }

    /** How many are about to come back. */
    int resuming() {
        return resuming.get();
    }

    /** How many are connected. */
    public int size() {
        return byLink.size();
    }

    /**
     * Tells everybody to come back elsewhere, each at another time from now on, in no particular order.
     *
     * @param most milliseconds over which they are spread
     * @return who is to leave, in the order of the times they were told
     */
    public List<Departure> announceEnd(long most) {
        List<Session> leaving = new ArrayList<>(all());
        Collections.shuffle(leaving);
        long spread = Math.min(most, leaving.size() * MILLIS_BETWEEN);
        List<Departure> departures = new ArrayList<>(leaving.size());
        for (Session session : leaving) {
            long in = spread * departures.size() / leaving.size();
            session.send(new ServerMessage.GoingAway(in));
            departures.add(new Departure(session, in));
        }
        return departures;
    }

    /** A session that has been told to come back elsewhere after so many milliseconds. */
    public record Departure(Session session, long inMillis) {

        /** Ends its connection, if it has not gone by itself. */
        public void depart() {
            session.end(CloseCode.GOING_AWAY, "the node is shutting down");
        }
    }
}
