package io.beckon.transport.signaling;

import io.beckon.following.Follower;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.identity.Ids;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.LeaveReason;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.session.Answer;
import io.beckon.session.Edge;
import io.beckon.session.Intake;
import io.beckon.session.Session;
import io.beckon.session.SessionOver;
import io.beckon.session.Sessions;
import io.beckon.transport.Admissions;
import io.beckon.transport.Queries;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The sessions of this node whose clients poll, and how a session comes here. Safe for use by several threads. */
public final class PolledSessions {

    /** Of an event stream: TCP may take a quarter of an hour to find out that nobody reads it any more, and until then the session would stay. */
    static final Duration LONGEST_READING = Duration.ofMinutes(2);

    private final Vertx vertx;
    private final Edge edge;
    private final Intake intake;
    private final Sessions sessions;
    private final Follower follower;
    private final Admissions admissions;
    private final MessageCodec json;
    private final BooleanSupplier hasRoom;
    private final Queries readings;
    private final LongSupplier clock;
    private final long window;
    private final Map<Session, PolledConnection> connections = new ConcurrentHashMap<>();

    /**
     * @param json the encoding of what comes and goes
     * @param hasRoom whether the node can see to one more session now
     * @param readings how often each user may read
     * @param clock nanoseconds, monotonic
     * @param window how long a session stays without a request
     */
    public PolledSessions(
            Vertx vertx,
            Edge edge,
            Intake intake,
            Sessions sessions,
            Follower follower,
            Admissions admissions,
            MessageCodec json,
            BooleanSupplier hasRoom,
            Queries readings,
            LongSupplier clock,
            Duration window) {
        this.vertx = vertx;
        this.edge = edge;
        this.intake = intake;
        this.sessions = sessions;
        this.follower = follower;
        this.admissions = admissions;
        this.json = json;
        this.hasRoom = hasRoom;
        this.readings = readings;
        this.clock = clock;
        this.window = window.toNanos();
    }

    /** The session of this id that is connected here, in whatever way. */
    public @Nullable Session here(String id) {
        Session session = sessions.connected(id);
        return session == null || session.isClosed() ? null : session;
    }

    /** {@code null}: its client does not poll. */
    public @Nullable PolledConnection connection(Session session) {
        return connections.get(session);
    }

    /** The rooms that this node knew a session to be in last. */
    Set<RoomKey> knownRooms(String id) {
        return sessions.knownRooms(id);
    }

    public ServerMessage.Welcome welcome(Session session) {
        return edge.welcome(session);
    }

    boolean proves(Credential credential, Caller caller) {
        return edge.proves(credential.secret(), credential.session(), caller);
    }

    /**
     * The session that a request with this {@code id} makes, whoever takes it: asked again, it is the same one. Behind it those that it has
     * made where that was with an older key.
     */
    public List<String> sessionsOf(Caller caller, String room, String id) {
        int shard = follower.shard(new RoomKey(caller.tenant(), room));
        return edge.sessionsOf(caller, room, id).stream()
                .map(hash -> HomeShard.mark(hash, shard))
                .toList();
    }

    /**
     * The session of a join with this {@code id}: the first of which the room does not remember that it has left, for what is remembered of
     * a session's frames must not answer those of another. Sent again, such a join finds the session that it has made. Every node that knows
     * what has become of the room says the same.
     */
    String sessionToJoin(Caller caller, String room, String id) {
        RoomKey key = new RoomKey(caller.tenant(), room);
        List<String> hashes = edge.sessionsOf(caller, room, id);
        int shard = follower.shard(key);
        String known = follower.read(key, followed -> member(followed.room(), hashes, shard));
        return known == null ? HomeShard.mark(hashes.getFirst(), shard) : known;
    }

    /** One that is there, be it by an older key; else the newest key says which. */
    private static String member(Room room, List<String> hashes, int shard) {
        return hashes.stream()
                .map(hash -> member(room, hash, shard))
                .filter(id -> room.incarnation(id) != null)
                .findFirst()
                .orElseGet(() -> member(room, hashes.getFirst(), shard));
    }

    /** They are taken in order; there are more to choose from than have left. */
    private static String member(Room room, String hash, int shard) {
        String id = HomeShard.mark(hash, shard);
        for (int nth = 1; nth <= Room.MOST_THAT_LEFT && room.hasLeft(id); nth++) {
            id = HomeShard.mark(hash + "-n" + Integer.toString(nth, Character.MAX_RADIX), shard);
        }
        return id;
    }

    /** How large a frame may be, as over a WebSocket. */
    int maxFrameBytes() {
        return edge.maxFrameBytes();
    }

    public String secretOf(Caller caller, String session) {
        return edge.secretOf(session, caller);
    }

    /** Whether one more session can be seen to now. */
    public boolean hasRoom() {
        return hasRoom.getAsBoolean();
    }

    /** The id of a session that is about to join a room. */
    String newSession(Caller caller, String room) {
        return HomeShard.mark(Ids.random(), follower.shard(new RoomKey(caller.tenant(), room)));
    }

    /** How many seconds the user has to wait before one more session; 0: not at all. */
    public int waitSeconds(Caller caller) {
        return admissions.waitSeconds(caller);
    }

    /**
     * One more session.
     *
     * @return {@code null} when there are too many
     */
    @Nullable Session open(Caller caller, Approach approach, String id) {
        if (!admissions.enter(caller, approach.network())) {
            return null;
        }
        Session[] session = new Session[1];
        PolledConnection connection = new PolledConnection(
                ((VertxInternal) vertx).createEventLoopContext(),
                edge,
                approach,
                () -> {
                    admissions.leave(caller, approach.network());
                    Session gone = session[0];
                    if (gone != null) {
                        connections.remove(gone);
                    }
                },
                clock);
        Session opened = edge.openSilently(caller, connection, json, id);
        session[0] = opened;
        connection.opened(opened);
        connections.put(opened, connection);
        if (connection.isGone()) {
            connections.remove(opened);
        }
        return opened;
    }

    /** The same for one whose id is known before: if it is here already, that one. */
    public @Nullable Session openOnce(Caller caller, Approach approach, String id) {
        synchronized (connections) {
            Session known = here(id);
            return known == null ? open(caller, approach, id) : known;
        }
    }

    /** Gives a frame to a session, on its thread. @return fails with {@link TooMany} or {@link SessionOver} */
    public CompletableFuture<Answer> ask(Session session, RequestFrame frame) {
        CompletableFuture<Answer> asked = new CompletableFuture<>();
        session.onItsThread(() -> {
            CompletableFuture<Answer> answer = intake.ask(session, frame.text(), frame.id(), frame.about(), json);
            if (answer == null) {
                asked.completeExceptionally(new TooMany());
            } else {
                answer.whenComplete((reply, failure) -> {
                    if (failure == null) {
                        asked.complete(reply);
                    } else {
                        asked.completeExceptionally(failure);
                    }
                });
            }
        });
        return asked;
    }

    /** Too many frames of a session wait for their answers. */
    public static final class TooMany extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooMany() {
            super("too many frames wait for their answers", null, false, false);
        }
    }

    /** Whether one more reading is within what the session's user may ask for. */
    public boolean mayRead(Session session) {
        return readings.take(session.caller());
    }

    /** Sends away whose client has not asked for anything for too long. Called a few times a second. */
    public void watch() {
        long now = clock.getAsLong();
        long since = now - window;
        connections.forEach((session, connection) -> {
            connection.endReaderFrom(now - LONGEST_READING.toNanos());
            if (connection.isSilentSince(since)) {
                session.putOut(CloseCode.HEARTBEAT_MISSED, "no request for too long", LeaveReason.TIMEOUT);
            }
        });
    }
}
