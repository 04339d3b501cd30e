package io.beckon.transport.whip;

import io.beckon.following.Follower;
import io.beckon.identity.Caller;
import io.beckon.room.OnlyOffers;
import io.beckon.room.RoomKey;
import io.beckon.session.Feed;
import io.beckon.session.Session;
import io.beckon.transport.signaling.PolledConnection;
import io.beckon.transport.signaling.PolledSessions;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The WHIP sessions whose participants are connected to this node. Safe for use by several threads. */
public final class Resources {

    private final Vertx vertx;
    private final PolledSessions sessions;
    private final Follower follower;
    private final LongSupplier clock;
    private final long patience;
    private final Map<String, Resource> resources = new ConcurrentHashMap<>();

    /**
     * @param clock nanoseconds, monotonic
     * @param patience how long the media of one may have failed before its place is given up
     */
    public Resources(Vertx vertx, PolledSessions sessions, Follower follower, LongSupplier clock, Duration patience) {
        this.vertx = vertx;
        this.sessions = sessions;
        this.follower = follower;
        this.clock = clock;
        this.patience = patience.toNanos();
    }

    /**
     * The session of a resource: bound to its user, for another's token leads to another session.
     *
     * @param name random, as in its URL
     */
    String sessionOf(Caller caller, Side side, String room, String name) {
        return OnlyOffers.mark(sessions.sessionOf(caller, room, side.path() + " " + name));
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
            if (known != null && known.session() == session) {
                return known;
            }
            made[0] = new Resource(
                    vertx, sessions, session, new Ground(follower, room), connection, feed, isNew, this::forget);
            return made[0];
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
        resources.values().forEach(resource -> resource.watch(now, patience));
    }
}
