package io.beckon.session;

import io.beckon.identity.Caller;
import io.beckon.identity.Crowd;
import io.beckon.identity.UserKey;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The users of this node's connections, their crowds, and for a while those whose last connection has ended: as long as what they have used
 * matters, and only so many of them. Safe for use by several threads.
 */
public final class Users {

    /** Maximum number of users without a connection who are remembered; beyond it those who left first are forgotten. */
    static final int MOST_ABSENT = 20_000;

    private static final double SECOND_MILLIS = 1000;

    private final Map<UserKey, UserShare> present = new HashMap<>();
    /** In the order in which they were seen last. */
    private final Map<UserKey, UserShare> absent = new LinkedHashMap<>();

    Users() {}

    /**
     * Asks for one more connection of a user.
     *
     * @return 0 if there may be one now, otherwise the seconds until it may be asked for again
     */
    public int arrive(UserKey user, Limits limits, long now) {
        return (int) Math.ceil(share(user, limits, now).arrive(now) / SECOND_MILLIS);
    }

    private synchronized UserShare share(UserKey user, Limits limits, long now) {
        UserShare here = present.get(user);
        return here == null ? remember(take(user, limits, now)) : here;
    }

    /**
     * A connection of somebody is open from now on.
     *
     * @param network where it comes from
     */
    synchronized Conduct enter(Caller caller, String network, Limits limits, LongSupplier clock, long now) {
        UserKey crowd = Crowd.of(caller, network);
        return new Conduct(
                limits,
                enter(caller.key(), limits, now),
                crowd == null ? null : enter(crowd, limits.ofCrowd(), now),
                clock,
                now);
    }

    private UserShare enter(UserKey user, Limits limits, long now) {
        UserShare share = present.computeIfAbsent(user, key -> take(user, limits, now));
        share.connections++;
        return share;
    }

    /** That connection has ended. */
    synchronized void leave(Conduct conduct) {
        leave(conduct.user());
        UserShare crowd = conduct.crowd();
        if (crowd != null) {
            leave(crowd);
        }
    }

    private void leave(UserShare share) {
        if (--share.connections == 0) {
            present.remove(share.user);
            remember(share);
        }
    }

    private UserShare take(UserKey user, Limits limits, long now) {
        UserShare known = absent.remove(user);
        return known == null ? new UserShare(user, limits, now) : known;
    }

    private UserShare remember(UserShare share) {
        absent.put(share.user, share);
        if (absent.size() > MOST_ABSENT) {
            Iterator<UserShare> eldest = absent.values().iterator();
            eldest.next();
            eldest.remove();
        }
        return share;
    }

    /** Forgets those who may do everything again. Called once a second. */
    synchronized void tidy(long now) {
        absent.values().removeIf(share -> share.isUnused(now));
    }

    /** How many are remembered who have no connection. */
    public synchronized int absent() {
        return absent.size();
    }
}
