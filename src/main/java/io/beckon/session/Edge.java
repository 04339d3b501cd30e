package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.identity.IceServers;
import io.beckon.identity.Ids;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.LeaveReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where transports hand in their connections: greets them, watches over their life, and takes leave of them. */
public final class Edge {

    private static final Duration EXPIRY_WARNING = Duration.ofSeconds(60);

    /** How long a room's answer may take until its frame is given up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** How long the places of a page wait that is loaded again, as far as anybody knows. */
    private static final Duration RELOAD = Duration.ofSeconds(8);

    private final Sessions sessions;
    private final Host host;
    private final SessionLives lives;
    private final ResumeSecrets secrets;
    private final SessionSettings settings;
    /** As clients are told of them. */
    private final Map<String, Long> limits;

    private final LongSupplier clock;
    private final InstantSource wallClock;

    public Edge(
            Sessions sessions,
            Host host,
            SessionLives lives,
            ResumeSecrets secrets,
            LongSupplier clock,
            InstantSource wallClock) {
        this.sessions = sessions;
        this.host = host;
        this.lives = lives;
        this.secrets = secrets;
        this.settings = host.settings();
        this.limits = told(settings.limits());
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** A client has connected: it has a session from now on and is told so. */
    public Session open(Caller caller, Connection connection, MessageCodec codec) {
        Session session = open(caller, connection, codec, Ids.random());
        session.send(welcome(session));
        return greeted(session);
    }

    /** The same for one who is told so another way: by the answer to its request. */
    public Session openSilently(Caller caller, Connection connection, MessageCodec codec, String id) {
        return greeted(open(caller, connection, codec, id));
    }

    private Session greeted(Session session) {
        session.entry(Session.Entry.OUTSIDE);
        leaveIfLost(session);
        return session;
    }

    private Session open(Caller caller, Connection connection, MessageCodec codec, String id) {
        Session session = sessions.open(caller, connection, codec, host, id, clock.getAsLong());
        lives.opened(session);
        return session;
    }

    /** What a client has to know of its session. */
    public ServerMessage.Welcome welcome(Session session) {
        Caller caller = session.caller();
        return new ServerMessage.Welcome(
                session.id(),
                secrets.of(session.id(), caller),
                new ServerMessage.User(caller.user(), caller.name()),
                caller.expiresAt(),
                IceFrames.of(grant(session)),
                (int) Math.max(1, settings.heartbeat().toSeconds()),
                (int) settings.resumeWindow().toSeconds(),
                limits,
                settings.node());
    }

    /** How large a frame of a client may be. */
    public int maxFrameBytes() {
        return settings.limits().maxFrameBytes();
    }

    /** Whether a secret proves that a session is the caller's own. */
    public boolean proves(String secret, String session, Caller caller) {
        return secrets.matches(secret, session, caller);
    }

    /** What proves that a session is the caller's own. */
    public String secretOf(String session, Caller caller) {
        return secrets.of(session, caller);
    }

    /**
     * The id of the session that a request makes which may come again: the same on every node, and nobody else can guess it. Behind it those
     * that it has where it was made with an older key.
     */
    public List<String> sessionsOf(Caller caller, String room, String request) {
        return secrets.sessionsOf(caller, room, request);
    }

    private IceServers.Grant grant(Session session) {
        IceServers.Grant grant = settings.iceServers().to(session.caller());
        session.pulse().iceServersUntil(grant.renewAt());
        return grant;
    }

    private static Map<String, Long> told(Limits limits) {
        Map<String, Long> told = new LinkedHashMap<>();
        told.put("maxFrameBytes", (long) limits.maxFrameBytes());
        told.put("framesPerSecond", (long) limits.framesPerSecond());
        told.put("framesBurst", (long) limits.framesBurst());
        told.put("bytesPerSecond", limits.bytesPerSecond());
        told.put("bytesBurst", limits.bytesBurst());
        told.put("resendIds", (long) Replies.MOST);
        told.put("roomsPerConnection", (long) limits.roomsPerConnection());
        told.put("joinsPerMinute", (long) limits.perUser().joinsPerMinute());
        told.put("refreshesPerMinute", (long) limits.refreshesPerMinute());
        return told;
    }

    /** The others have counted this process as lost: what it was is over, and it goes on as another one. */
    public void renew(String instance) {
        settings.instance().become(instance);
        for (Session session : sessions.all()) {
            leaveIfLost(session);
        }
    }

    private void leaveIfLost(Session session) {
        if (!session.instance().equals(settings.instance().id())) {
            session.close(CloseCode.TRY_AGAIN_LATER, "this node was out of touch for too long");
        }
    }

    /** The connection is gone. */
    public void closed(Session session, Closing how) {
        session.ending().closing(how);
        boolean expired = !session.caller().goodUntil().isAfter(wallClock.instant());
        long now = clock.getAsLong();
        long window = settings.resumeWindow().toNanos();
        Patience patience =
                new Patience(how.isForAMoment() ? now + RELOAD.toNanos() : null, now + window, now + 2 * window);
        boolean forGood = how.isForGood() || session.ending().putOut() != null;
        boolean over =
                sessions.closed(session, forGood, expired ? LeaveReason.TOKEN_EXPIRED : LeaveReason.TIMEOUT, patience);
        lives.gone(session, over);
    }

    /** How many sessions wait: for the rooms that they come back to, or with frames for rooms that are not followed yet. */
    public int unsettled() {
        return host.unsettled().sessions();
    }

    /** Looks after the rooms' timers. Called a few times a second. */
    public void tick() {
        host.follower().tick();
    }

    /** Looks after the sessions' lives. Called a few times for each heartbeat, always by the same thread. */
    public void watch() {
        long now = clock.getAsLong();
        Instant wallNow = wallClock.instant();
        for (Session session : sessions.all()) {
            if (!session.isClosed()) {
                watch(session, now, wallNow);
            }
        }
        sessions.forgetAbsent(now);
    }

    private void watch(Session session, long now, Instant wallNow) {
        Instant expiry = session.caller().expiresAt();
        if (session.suspense().isPausing() || session.connection().isPolled()) {
            // Whoever is not read cannot be heard, and who polls is heard by its connection.
            session.pulse().heard(now);
        }
        if (!session.caller().goodUntil().isAfter(wallNow)) {
            session.end(CloseCode.TOKEN_EXPIRED, "the token has expired");
        } else if (session.pulse().isSilent(now)) {
            session.close(CloseCode.HEARTBEAT_MISSED, "no sign of life");
        } else if (session.isStalled(now)) {
            session.closeForSlowness();
        } else {
            if (expiry.isBefore(wallNow.plus(EXPIRY_WARNING)) && session.pulse().warnsOfExpiry()) {
                session.send(new ServerMessage.TokenExpiring(expiry));
            }
            if (session.pulse().needsIceServers(wallNow)) {
                IceServers.Grant grant = grant(session);
                session.send(new ServerMessage.IceServers(IceFrames.of(grant), grant.expiresAt()));
            }
            if (session.pulse().isDue(now)) {
                session.connection().ping();
            }
            expireCandidates(session, now);
            lives.watch(session, now);
            session.excuseBefore(now - PATIENCE.toNanos());
        }
    }

    /** The room decides: it may have accepted one of them before. */
    private static void expireCandidates(Session session, long now) {
        session.held().expire(now).forEach(held -> session.propose(held.room(), held.candidate(), now));
    }

    /** Tells hosts of crowded broadcasts how many there are, and lets go of what nobody needs. Called once a second. */
    public void everySecond() {
        long now = clock.getAsLong();
        sessions.users().tidy(now);
        sessions.putOutLate(now, host.follower());
        sessions.partings().tellOver(host.follower(), host.journal(), now);
        host.follower().tellCounts();
        host.follower().tidy();
    }
}
