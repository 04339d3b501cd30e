package io.beckon.session;

import io.beckon.audit.Fact;
import io.beckon.following.Follower;
import io.beckon.following.Receivers;
import io.beckon.identity.Caller;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The sessions that are connected to this node, and for a while those that were. Safe for use by several threads. */
public final class Sessions implements Receivers {

    /** Sessions that come back elsewhere are at least so far apart, as long as the spread allows it. */
    private static final long MILLIS_BETWEEN = 5;

    /** Maximum number of sessions that may come back after losing their connection; a further one that loses it has left. */
    static final int MOST_ABSENT = 100_000;

    private final Map<Long, Session> byLink = new ConcurrentHashMap<>();
    private final Map<String, Session> byId = new ConcurrentHashMap<>();
    private final Map<String, Absent> absent = new ConcurrentHashMap<>();
    private final Partings partings;
    private final Users users = new Users();
    private final AtomicLong links = new AtomicLong();
    private final AtomicLong closings = new AtomicLong();
    private final int mostAbsent;
    private volatile @Nullable Runnable whenNone;

    public Sessions() {
        this(MOST_ABSENT);
    }

    Sessions(int mostAbsent) {
        this.mostAbsent = mostAbsent;
        this.partings = new Partings(mostAbsent);
    }

    /**
     * What is known of a session that is not connected here.
     *
     * @param highest incarnation that was tried
     * @param place where it was when it lost its connection, unless it has come back since
     * @param until when that matters
     */
    private record Absent(int highest, @Nullable LostPlace place, long until) {}

    Session open(Caller caller, Connection connection, MessageCodec codec, Host host, String id, long now) {
        String network = connection.approach().network();
        Conduct conduct = users.enter(caller, network, host.settings().limits(), host.follower()::now, now);
        Session session = new Session(links.incrementAndGet(), caller, connection, codec, host, conduct, id, now);
        partings.back(id);
        byLink.put(session.link(), session);
        byId.put(session.id(), session);
        return session;
    }

    /** Those whom the connections belong to, and who had some lately. */
    public Users users() {
        return users;
    }

    @Override
    public @Nullable Session bySlot(long slot) {
        return slot < 0 ? null : byLink.get(Replies.link(slot));
    }

    /** The session of this id, if it is connected here. */
    @Override
    public @Nullable Session connected(String id) {
        return byId.get(id);
    }

    public Collection<Session> all() {
        return byLink.values();
    }

    @Override
    public void isBack(String session, Incarnation as) {
        partings.isBack(session, as);
    }

    @Override
    public void eachRoom(Consumer<RoomKey> action) {
        for (Session session : byLink.values()) {
            session.membership().all().forEach(action);
        }
        partings.eachRoom(action);
    }

    /**
     * A connection has become an older session: it takes that one's place, and its provisional one is gone. Of two that do so at
     * once the later incarnation has the place, whichever comes here first: the rooms have decided so.
     */
    void resumed(Session session, String provisional) {
        partings.back(session.id());
        byId.remove(provisional, session);
        AtomicReference<@Nullable Session> outdone = new AtomicReference<>();
        byId.merge(session.id(), session, (other, mine) -> {
            boolean isLater = !other.isClosed() && other.incarnation().compareTo(mine.incarnation()) > 0;
            outdone.set(isLater ? mine : other);
            return isLater ? other : mine;
        });
        absent.computeIfPresent(session.id(), (id, known) -> new Absent(known.highest, null, known.until));
        Session gone = outdone.get();
        if (gone != null && !gone.isClosed()) {
            gone.superseded();
        }
    }

    /**
     * The number of an incarnation that nobody here has tried, and nobody will again, whatever becomes of it.
     *
     * @param known the highest that is known elsewhere
     * @return 0 where no more can be remembered
     */
    int tryNext(String id, int known, long rememberUntil) {
        if (isFullFor(id)) {
            return 0;
        }
        Session connected = byId.get(id);
        int current = connected == null ? 0 : connected.incarnation().number();
        int[] next = new int[1];
        absent.compute(id, (key, gone) -> {
            int tried = gone == null ? 0 : gone.highest;
            next[0] = 1 + Math.max(known, Math.max(current, tried));
            return new Absent(next[0], gone == null ? null : gone.place, rememberUntil);
        });
        return next[0];
    }

    /** The rooms that this node knows a session to be in. */
    public Set<RoomKey> knownRooms(String id) {
        Session connected = byId.get(id);
        Absent gone = absent.get(id);
        if (connected != null) {
            return Set.copyOf(connected.membership().all());
        }
        return gone == null || gone.place == null ? Set.of() : Set.copyOf(gone.place.rooms());
    }

    /**
     * The connection is gone. At no moment is a session that may come back known to nobody here.
     *
     * @return whether the session is over: nobody will come back as it
     */
    boolean closed(Session session, boolean forGood, LeaveReason reason, Patience patience) {
        boolean isOver = forGood || isFullFor(session.id());
        List<RoomKey> rooms = session.disconnected(isOver, reason);
        if (byId.get(session.id()) == session && !isOver && !rooms.isEmpty()) {
            int number = session.incarnation().number();
            LostPlace place = LostPlace.of(session, rooms, patience.leavesAt());
            absent.compute(
                    session.id(),
                    (id, known) -> new Absent(
                            known == null ? number : Math.max(number, known.highest), place, patience.rememberUntil()));
            partings.add(session, place.caller(), rooms, patience.due());
        }
        byId.remove(session.id(), session);
        if (byLink.remove(session.link()) != null) {
            users.leave(session.conduct());
        }
        closings.incrementAndGet();
        session.gone(rooms);
        tellIfNone();
        return isOver;
    }

    /** Those who have lost their connection here. */
    Partings partings() {
        return partings;
    }

    private boolean isFullFor(String id) {
        return absent.size() >= mostAbsent && !absent.containsKey(id);
    }

    /** How many are not connected here of whom something is remembered. */
    int absent() {
        return absent.size();
    }

    /** Those who have lost their connection, and to whom this applies, leave their rooms at once. */
    public void putOutAbsent(Predicate<Caller> whom, LeaveReason why, Follower follower) {
        absent.forEach((id, gone) -> {
            if (gone.place != null && whom.test(gone.place.caller())) {
                putOutAbsent(id, why, follower);
            }
        });
    }

    /** Those leave who said that they would be back by now. Called once a second. */
    void putOutLate(long now, Follower follower) {
        absent.forEach((id, gone) -> {
            if (gone.place != null && gone.place.leavesAt() != null && gone.place.leavesAt() - now <= 0) {
                putOutAbsent(id, LeaveReason.LEFT, follower);
            }
        });
    }

    /** One that has lost its connection leaves its rooms at once, unless it has come back elsewhere. */
    public void putOutAbsent(String session, LeaveReason why, Follower follower) {
        for (Absent gone = absent.get(session); gone != null; gone = absent.get(session)) {
            LostPlace place = gone.place;
            if (place == null) {
                return;
            }
            if (absent.replace(session, gone, new Absent(gone.highest, null, gone.until))) {
                partings.putOut(session);
                place.leave(session, why, follower);
            }
        }
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

    /** Grows whenever one comes or goes. */
    public long changes() {
        return links.get() + closings.get();
    }

    /** How many are connected in this way. */
    public int size(Fact.Transport transport, Fact.Encoding encoding) {
        int size = 0;
        for (Session session : byLink.values()) {
            boolean alike = session.connection().transport() == transport && session.encoding() == encoding;
            size += alike ? 1 : 0;
        }
        return size;
    }

    /** In how many rooms each of them is, or has asked to be, all together. */
    public int memberships() {
        return byLink.values().stream()
                .mapToInt(session -> session.membership().size())
                .sum();
    }

    /** Bytes of candidates that wait for their description. */
    public long heldBytes() {
        return byLink.values().stream()
                .mapToLong(session -> session.held().bytes())
                .sum();
    }

    /** Bytes of live frames that wait for clients to read. */
    public long outboundBytes() {
        return byLink.values().stream()
                .mapToLong(session -> session.outbox().waiting())
                .sum();
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

    /** A session whose client was asked to come back elsewhere after this many milliseconds. */
    public record Departure(Session session, long inMillis) {

        /** Ends its connection, if it has not gone by itself. */
        public void depart() {
            session.end(CloseCode.GOING_AWAY, "the node is shutting down");
        }
    }
}
