package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.LeaveReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Where transports hand in their connections: greets them, watches over their life, and takes leave of them. */
public final class Edge {

    private static final Duration EXPIRY_WARNING = Duration.ofSeconds(60);

    private final Sessions sessions;
    private final Follower follower;
    private final ResumeSecrets secrets;
    private final SessionSettings settings;
    private final LongSupplier clock;
    private final InstantSource wallClock;

    public Edge(
            Sessions sessions,
            Follower follower,
            ResumeSecrets secrets,
            SessionSettings settings,
            LongSupplier clock,
            InstantSource wallClock) {
        this.sessions = sessions;
        this.follower = follower;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /** A client has connected: it has a session from now on and is told so. */
    public Session open(Caller caller, Connection connection, MessageCodec codec) {
        Session session = sessions.open(caller, connection, codec, follower, settings, clock.getAsLong());
        session.send(new ServerMessage.Welcome(
                session.id(),
                secrets.of(session.id(), caller),
                new ServerMessage.User(caller.user(), caller.name()),
                caller.expiresAt(),
                settings.iceServers(),
                (int) Math.max(1, settings.heartbeat().toSeconds()),
                (int) settings.resumeWindow().toSeconds(),
                limits(),
                settings.node()));
        return session;
    }

    private Map<String, Long> limits() {
        Limits limits = settings.limits();
        Map<String, Long> told = new LinkedHashMap<>();
        told.put("maxFrameBytes", (long) limits.maxFrameBytes());
        told.put("framesPerSecond", (long) limits.framesPerSecond());
        told.put("framesBurst", (long) limits.framesBurst());
        told.put("bytesPerSecond", limits.bytesPerSecond());
        told.put("bytesBurst", limits.bytesBurst());
        told.put("resendIds", (long) Replies.MOST);
        told.put("roomsPerConnection", (long) limits.roomsPerConnection());
        return told;
    }

    /** The connection is gone; {@code forGood} when the client closed it with 1000. */
    public void closed(Session session, boolean forGood) {
        boolean expired = !session.caller().expiresAt().isAfter(wallClock.instant());
        long rememberUntil =
                clock.getAsLong() + settings.resumeWindow().multipliedBy(2).toNanos();
        sessions.closed(session, forGood, expired ? LeaveReason.TOKEN_EXPIRED : LeaveReason.TIMEOUT, rememberUntil);
    }

    /** Looks after sessions and timers. Called a few times a second, always by the same thread. */
    public void tick() {
        long now = clock.getAsLong();
        Instant wallNow = wallClock.instant();
        for (Session session : sessions.all()) {
            if (!session.isClosed()) {
                watch(session, now, wallNow);
            }
        }
        sessions.forgetAbsent(now);
        follower.tick();
    }

    private void watch(Session session, long now, Instant wallNow) {
        Instant expiry = session.caller().expiresAt();
        if (!expiry.isAfter(wallNow)) {
            session.end(CloseCode.TOKEN_EXPIRED, "the token has expired");
        } else if (session.pulse().isSilent(now)) {
            session.close(CloseCode.HEARTBEAT_MISSED, "no sign of life");
        } else {
            if (expiry.isBefore(wallNow.plus(EXPIRY_WARNING)) && session.pulse().warnsOfExpiry()) {
                session.send(new ServerMessage.TokenExpiring(expiry));
            }
            if (session.pulse().isDue(now)) {
                session.connection().ping();
            }
            expireCandidates(session, now);
        }
    }

    private static void expireCandidates(Session session, long now) {
        for (HeldCandidates.Held held : session.held().expire(now)) {
            session.replies()
                    .add(Wording.error(
                            held.candidate().id(),
                            held.room().name(),
                            ErrorCode.WRONG_STATE,
                            "the candidate's description never came",
                            "candidate"));
        }
    }

    /** Tells hosts of crowded broadcasts how many there are. Called once a second. */
    public void tellCounts() {
        follower.tellCounts();
    }
}
