package io.beckon.transport.websocket;

import io.beckon.identity.Caller;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many connections each user and each address has on this node. Safe for use by several threads. */
public final class Admissions {

    private final int perUser;
    private final int perAddress;
    private final Map<String, Integer> users = new ConcurrentHashMap<>();
    private final Map<String, Integer> addresses = new ConcurrentHashMap<>();

    /** 0: no limit. */
    public Admissions(int perUser, int perAddress) {
        this.perUser = perUser;
        this.perAddress = perAddress;
    }

    /** Takes a place for one more connection, if there is one. */
    boolean enter(Caller caller, String address) {
        if (!enter(addresses, address, perAddress)) {
            return false;
        }
        if (!enter(users, key(caller), perUser)) {
            leave(addresses, address, perAddress);
            return false;
        }
        return true;
    }

    void leave(Caller caller, String address) {
        leave(addresses, address, perAddress);
        leave(users, key(caller), perUser);
    }

    private static String key(Caller caller) {
        return caller.tenant() + "/" + caller.user();
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
