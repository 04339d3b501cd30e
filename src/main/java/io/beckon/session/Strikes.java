package io.beckon.session;

import java.time.Duration;

/** Counts misbehaviour: too much of it within a time is abuse. Used by one thread. */
final class Strikes {

    private final int most;
    private final long within;
    private long[] times = {};
    private int next;
    private long count;

    Strikes(int most, Duration within) {
        this.most = most;
        this.within = within.toNanos();
    }

    /** One more; true when it is the one too many. */
    boolean strike(long now) {
        if (times.length == 0) {
            times = new long[most];
        }
        times[next] = now;
        next = (next + 1) % most;
        count++;
        return count >= most && now - times[next] <= within;
    }

    /** Whether none of what was counted matters any more. */
    boolean isClear(long now) {
        return count == 0 || now - times[(next + most - 1) % most] > within;
    }
}
