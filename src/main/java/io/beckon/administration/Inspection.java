package io.beckon.administration;

import io.beckon.calling.Switchboard;
import io.beckon.following.Delivered;
import io.beckon.following.Follower;
import io.beckon.room.Audience;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.session.Session;
import io.beckon.session.SessionFigures;
import io.beckon.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What administrators see of this node: the rooms that it follows, the sessions that are connected to it, and all calls. Nothing
 * is held longer than it takes to copy a page. Safe for use by several threads.
 */
public final class Inspection {

    private static final Comparator<RoomKey> BY_NAME =
            Comparator.comparing(RoomKey::name).thenComparing(RoomKey::tenant);

    /** Maximum number of receivers of an event that are listed one by one. */
    private static final int MOST_RECEIVERS = 50;

    private final Follower follower;
    private final Sessions sessions;
    private final Switchboard switchboard;
    private final SessionFigures figures;
    private final InstantSource wallClock;

    public Inspection(
            Follower follower,
            Sessions sessions,
            Switchboard switchboard,
            SessionFigures figures,
            InstantSource wallClock) {
        this.follower = follower;
        this.sessions = sessions;
        this.switchboard = switchboard;
        this.figures = figures;
        this.wallClock = wallClock;
    }

    /**
     * Some rooms of many.
     *
     * @param shards how many there are in all, by partition: another node that follows the same ones counts the same
     */
    public record Rooms(List<RoomView> page, Map<Integer, Integer> shards) {}

    /** Some of many. */
    public record Page<T>(List<T> page, int total) {}

    /** The rooms with members, by name. */
    public Rooms rooms(Predicate<RoomKey> which, @Nullable String after, int limit) {
        List<RoomKey> keys = new ArrayList<>();
        Map<Integer, Integer> shards = new HashMap<>();
        follower.occupied((shard, rooms) -> {
            int before = keys.size();
            rooms.stream().filter(which).forEach(keys::add);
            if (keys.size() > before) {
                shards.put(shard, keys.size() - before);
            }
        });
        List<RoomView> page = keys.stream()
                .filter(key -> after == null || key.name().compareTo(after) > 0)
                .sorted(BY_NAME)
                .limit(limit)
                .map(this::room)
                .filter(Objects::nonNull)
                .toList();
        return new Rooms(page, shards);
    }

    /** How many rooms with members there are, by partition. */
    public Map<Integer, Integer> count(Predicate<RoomKey> which) {
        return rooms(which, null, 0).shards;
    }

    /** {@code null} when nobody is in it, or this node does not follow it. */
    public @Nullable RoomView room(RoomKey key) {
        return follower.follows(key)
                ? follower.read(key, followed -> followed.room().isEmpty() ? null : RoomView.of(followed))
                : null;
    }

    /** Whether this node knows how a room is. */
    public boolean follows(RoomKey key) {
        return follower.follows(key);
    }

    /** Participants in the order in which they joined, after a {@link PeerView#joined}. */
    public List<PeerView> peers(RoomKey key, long after, int limit) {
        List<PeerView> peers = follower.read(
                key,
                followed -> followed.room().members(after, limit).stream()
                        .map(PeerView::of)
                        .toList());
        return peers == null ? List.of() : peers;
    }

    /**
     * What these peers of a room negotiate, each pair once, with the peer whose id sorts first; what is not connected comes first.
     */
    public List<PairView> pairs(RoomKey key, List<PeerView> peers, int limit) {
        List<PairView> pairs = follower.read(
                key,
                followed -> peers.stream()
                        .map(peer -> peer.participant().peer())
                        .flatMap(peer -> followed.room().negotiations(peer).stream()
                                .filter(negotiation -> negotiation.first().equals(peer)))
                        .map(PairView::of)
                        .sorted(PairView.ORDER)
                        .limit(limit)
                        .toList());
        return pairs == null ? List.of() : pairs;
    }

    /**
     * What is kept of a room's events after a {@code seq}, oldest first. {@code null} when nothing is known of the room.
     */
    public @Nullable List<Rung> ladder(RoomKey key, long after, int limit) {
        if (!follower.follows(key)) {
            return null;
        }
        Instant now = wallClock.instant();
        long nanos = follower.now();
        return follower.read(key, followed -> {
            List<Rung> rungs = new ArrayList<>();
            for (Delivered event : follower.memory().after(followed.history(), after, limit)) {
                Instant at = now.minus(Duration.ofNanos(nanos - event.at()));
                Rung rung = Rung.of(event.event(), event.seq(), at, receivers(followed.room(), event.audience()));
                if (!rungs.isEmpty() && rungs.getLast().isSameAs(rung)) {
                    rungs.add(rungs.removeLast().alsoTo(rung.to()));
                } else {
                    rungs.add(rung);
                }
            }
            return rungs;
        });
    }

    private static @Nullable List<String> receivers(Room room, Audience audience) {
        return switch (audience) {
            case Audience.Everyone everyone -> null;
            case Audience.Only only ->
                only.sessions().size() > MOST_RECEIVERS
                        ? null
                        : only.sessions().stream()
                                .map(room::peer)
                                .filter(Objects::nonNull)
                                .toList();
        };
    }

    /**
     * The sessions of a tenant that are connected here, by user.
     *
     * @param text that is in the user's id or name, in the session's id or in a room's name
     * @param after the last of the page before
     */
    public Page<SessionView> sessions(String tenant, @Nullable String text, @Nullable Place after, int limit) {
        List<Session> found = sessions.all().stream()
                .filter(session ->
                        session.caller().tenant().equals(tenant) && !session.isClosed() && has(session, text))
                .toList();
        Instant now = wallClock.instant();
        long nanos = follower.now();
        List<SessionView> page = found.stream()
                .filter(session -> after == null || after.isBefore(session))
                .sorted(SessionView.ORDER)
                .limit(limit)
                .map(session -> SessionView.of(session, now.minus(Duration.ofNanos(nanos - session.openedAt()))))
                .toList();
        return new Page<>(page, found.size());
    }

    /** Where a session has its place in the list. */
    public record Place(String user, String session) {
        private boolean isBefore(Session other) {
            int order = user.compareTo(other.caller().user());
            return order < 0 || order == 0 && session.compareTo(other.id()) < 0;
        }
    }

    private static boolean has(Session session, @Nullable String text) {
        return text == null
                || contains(session.caller().user(), text)
                || contains(session.caller().name(), text)
                || contains(session.id(), text)
                || session.membership().all().stream().anyMatch(room -> contains(room.name(), text));
    }

    /** The calls of a tenant that have not ended, oldest first; each node knows all of them. */
    public Page<CallView> calls(String tenant, @Nullable String text, @Nullable String after, int limit) {
        List<CallView> found = switchboard.open().stream()
                .filter(call -> call.tenant().equals(tenant))
                .map(CallView::of)
                .filter(call -> has(call, text))
                .sorted(CallView.ORDER)
                .toList();
        List<CallView> page = found.stream()
                .filter(call -> after == null || place(call).compareTo(after) > 0)
                .limit(limit)
                .toList();
        return new Page<>(page, found.size());
    }

    /** Where a call has its place in the list. */
    public static String place(CallView call) {
        return String.format(Locale.ROOT, "%013d-%s", call.at().toEpochMilli(), call.call());
    }

    private static boolean has(CallView call, @Nullable String text) {
        return text == null
                || contains(call.call(), text)
                || has(call.from(), text)
                || call.to().stream().anyMatch(person -> has(person, text));
    }

    private static boolean has(CallView.Person person, String text) {
        return contains(person.user(), text) || person.name() != null && contains(person.name(), text);
    }

    /** Whether a text has another in it, whatever their case. */
    public static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /**
     * What this node does at the moment.
     *
     * @param rooms with members, as they are listed
     * @param frames of clients and for them, since it was started
     */
    public record Load(int sessions, long rooms, int partitions, int calls, long frames) {}

    public Load load() {
        long rooms = count(key -> true).values().stream()
                .mapToLong(Integer::intValue)
                .sum();
        return new Load(sessions.size(), rooms, follower.followed(), switchboard.size(), figures.frames());
    }

    /** Changes whenever something of what is listed may have changed. */
    public long stamp() {
        return follower.totals().applied() + sessions.changes() + switchboard.changes();
    }
}
