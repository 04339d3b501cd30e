package io.beckon.transport.whip;

import io.beckon.following.Follower;
import io.beckon.identity.Caller;
import io.beckon.identity.Ids;
import io.beckon.room.OnlyOffers;
import io.beckon.room.RoomKey;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.beckon.transport.signaling.PolledConnection;
import io.beckon.transport.signaling.PolledSessions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The WHIP sessions whose participants are connected to this node. Safe for use by several threads. */
public final class Resources {

    /** How the names begin of those that may be offered to. */
    private static final String OFFERED = "offered-";

    private final Vertx vertx;
    private final PolledSessions sessions;
    private final Follower follower;
    private final LongSupplier clock;
    private final Life life;
    private final Map<String, Resource> resources = new ConcurrentHashMap<>();

    /**
     * How long things last.
     *
     * @param patience the media of one may have failed, before its place is given up
     * @param lease neither its client nor who answered may have said anything, before its place is given up
     * @param offers an offer in place of an answer waits to be answered
     */
    public record Life(Duration patience, Duration lease, Duration offers) {}

    /** @param clock nanoseconds, monotonic */
    public Resources(Vertx vertx, PolledSessions sessions, Follower follower, LongSupplier clock, Life life) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.follower = follower;
        this.clock = clock;
        this.life = life;
    }

    /**
     * The session of a resource: bound to its user, for another's token leads to another session. Behind it those that it has where it was
     * made with an older key.
     *
     * @param name random, as in its URL
     */
    List<String> sessionsOf(Caller caller, Side side, String room, String name) {
        return sessions.sessionsOf(caller, room, side.path() + " " + name).stream()
                .map(session -> isOffered(name) ? OnlyOffers.markOffered(session) : OnlyOffers.mark(session))
                .toList();
    }

    /**
     * A name for one more resource.
     *
     * @param isOffered whether its participant may be offered to
     */
    static String name(boolean isOffered) {
        return isOffered ? OFFERED + Ids.random() : Ids.random();
    }

    static boolean isOffered(String name) {
        return name.startsWith(OFFERED);
    }

    /** Until when an offer that has come in place of an answer may be answered. */
    Instant end(Answering.Counter offer) {
        return offer.since().plus(life.offers);
    }

    /**
     * The one of a session that is here; {@code null}: the session has ended.
     *
     * @param isNew whether its first offer is still to be made
     */
    @Nullable Resource of(Session session, RoomKey room, boolean isNew) {
        PolledConnection connection = sessions.connection(session);
        Feed feed = session.feed();
        if (connection == null || feed == null || session.isClosed()) {
            return null;
        }
        Resource[] made = new Resource[1];
        Resource resource = resources.compute(session.id(), (id, known) -> {
            Resource here = known;
            if (here == null || here.session() != session) {
                here = new Resource(
                        vertx, sessions, session, new Ground(follower, room), connection, feed, isNew, this::forget);
                made[0] = here;
            }
            here.hear(clock.getAsLong());
            return here;
        });
        if (made[0] != null) {
            made[0].begin();
        }
        return resource;
    }

    private void forget(Resource resource) {
        resources.remove(resource.session().id(), resource);
    }

    /** Ends those whose media have ended. Called a few times a second. */
    public void watch() {
        long now = clock.getAsLong();
        long patience = life.patience.toNanos();
        long lease = life.lease.toNanos();
        resources.values().forEach(resource -> resource.watch(now, patience, lease));
    }
}
