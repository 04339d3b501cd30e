package io.beckon.following;

import io.beckon.identity.UserKey;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of what was read from the log once more may be in memory, until those for whom it was have got it: in all, and by user.
 * Safe for use by several threads.
 */
public final class RecoveryMemory {

    private static final long MIB = 1024 * 1024;

    static final long MOST_BYTES = 48 * MIB;
    static final long MOST_BYTES_OF_USER = 16 * MIB;

    private final long most;
    private final long mostOfUser;
    private final Map<UserKey, Long> byUser = new HashMap<>();
    private long bytes;

    RecoveryMemory(long most, long mostOfUser) {
        this.most = most;
        this.mostOfUser = mostOfUser;
    }

    /** @param shared whether users have shares */
    public static RecoveryMemory of(boolean shared) {
        return new RecoveryMemory(MOST_BYTES, shared ? MOST_BYTES_OF_USER : MOST_BYTES);
    }

    /** @return false when there is no room for this many further bytes */
    synchronized boolean take(UserKey user, long weight) {
        long ofUser = byUser.getOrDefault(user, 0L) + weight;
        if (bytes + weight > most || ofUser > mostOfUser) {
            return false;
        }
        bytes += weight;
        byUser.put(user, ofUser);
        return true;
    }

    synchronized void giveBack(UserKey user, long weight) {
        bytes -= weight;
        long left = byUser.getOrDefault(user, 0L) - weight;
        if (left > 0) {
            byUser.put(user, left);
        } else {
            byUser.remove(user);
        }
    }

    synchronized long bytes() {
        return bytes;
    }
}
