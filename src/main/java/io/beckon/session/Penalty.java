package io.beckon.session;

import java.time.Duration;

/**
 * How long a user whose connection was closed for its conduct gets no other one. Each time within ten minutes of the last doubles it.
 * Guarded by its {@link UserShare}.
 */
final class Penalty {

    private static final long MEMORY = Duration.ofMinutes(10).toNanos();
    private static final long LONGEST = Duration.ofMinutes(10).toNanos();
    private static final int MOST_DOUBLINGS = 10;

    private int times;
    private long until;

    /** What several connections do at once counts once. */
    void impose(Duration atLeast, long now) {
        if (isForgotten(now)) {
            times = 0;
        }
        boolean serving = remaining(now) > 0;
        if (!serving) {
            times++;
        }
        long length = Math.min(LONGEST, atLeast.toNanos() << Math.min(times - 1, MOST_DOUBLINGS));
        if (length > remaining(now)) {
            until = now + length;
        }
    }

    /** Nanoseconds; 0 when it is over. */
    long remaining(long now) {
        return times == 0 ? 0 : Math.max(0, until - now);
    }

    boolean isForgotten(long now) {
        return times == 0 || now - until > MEMORY;
    }
}
