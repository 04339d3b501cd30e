package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.LeaveReason;
import io.beckon.room.RoomKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The sessions that are connected to this node, and for a while those that were. Safe for use by several threads. */
public final class Sessions {

    private final Map<Long, Session> byLink = new ConcurrentHashMap<>();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, Absent> absent = new ConcurrentHashMap<>();
    private final AtomicLong links = new AtomicLong();
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
        absent.remove(session.id());
        if (before != null && before != session && !before.isClosed()) {
            before.superseded();
        }
    }

    /** A connection was gone before its resume was decided. */
    void forget(Session session) {
        byId.remove(session.id(), session);
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
            absent.put(session.id(), new Absent(session.incarnation().number(), rooms, rememberUntil));
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

    /** Tells everybody to come back elsewhere, spread over a time, and then ends each connection. */
    public void drain(long spreadMillis) {
        int count = 0;
        for (Session session : all()) {
            long in = byLink.isEmpty() ? 0 : spreadMillis * count++ / byLink.size();
            session.send(new ServerMessage.GoingAway(in));
            session.end(CloseCode.GOING_AWAY, "the node is shutting down");
        }
    }
}
