package io.beckon.transport;

import io.beckon.identity.Caller;
import io.beckon.session.Limits;
import io.beckon.session.Users;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How many connections each user and each address has on this node, and how often a user may open another. Safe for use by several
 * threads.
 */
public final class Admissions {

    private final int perUser;
    private final int perAddress;
    private final Users behaviour;
    private final Limits limits;
    private final LongSupplier clock;
    private final Map<String, Integer> users = new ConcurrentHashMap<>();
    private final Map<String, Integer> addresses = new ConcurrentHashMap<>();

    /**
     * @param perUser 0: no limit
     * @param perAddress 0: no limit
     * @param behaviour how users have behaved, and how often they have come
     * @param clock nanoseconds, monotonic
     */
    public Admissions(int perUser, int perAddress, Users behaviour, Limits limits, LongSupplier clock) {
        this.perUser = perUser;
        this.perAddress = perAddress;
        this.behaviour = behaviour;
        this.limits = limits;
        this.clock = clock;
    }

    /** How many seconds the user has to wait before one more connection; 0: not at all. */
    public int waitSeconds(Caller caller) {
        return behaviour.arrive(caller.key(), limits, clock.getAsLong());
    }

    /** Takes a place for one more connection, if there is one. */
    public boolean enter(Caller caller, String address) {
        if (!enter(addresses, address, perAddress)) {
            return false;
        }
        if (!enter(users, key(caller), perUser)) {
            leave(addresses, address, perAddress);
            return false;
        }
        return true;
    }

    public void leave(Caller caller, String address) {
        leave(addresses, address, perAddress);
        leave(users, key(caller), perUser);
    }

    private static String key(Caller caller) {
        return caller.key().toString();
    }

    private static boolean enter(Map<String, Integer> counts, String key, int most) {
        if (most == 0 || counts.merge(key, 1, Integer::sum) <= most) {
            return true;
        }
        leave(counts, key, most);
        return false;
    }

    private static void leave(Map<String, Integer> counts, String key, int most) {
        if (most > 0) {
            counts.computeIfPresent(key, (k, count) -> count == 1 ? null : count - 1);
        }
    }
}
