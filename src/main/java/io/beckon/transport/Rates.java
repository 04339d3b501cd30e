package io.beckon.transport;

import io.beckon.session.Limits;
import io.beckon.session.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How often each of many may do something: a bucket of tokens for each, full at first. Those seen last are remembered, a bounded
 * number of them. Safe for use by several threads.
 */
public final class Rates {

    static final int MOST_REMEMBERED = 10_000;

    private final double perSecond;
    private final double burst;
    private final LongSupplier clock;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TokenBucket> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /**
     * @param perSecond 0: no limit
     * @param burst how often at once, at least once
     * @param clock nanoseconds, monotonic
     */
    public Rates(double perSecond, double burst, LongSupplier clock) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.clock = clock;
    }

    /** How often a user may make requests that cost about as much as a frame: as often as all its connections may send frames. */
    public static Rates ofRequests(Limits limits, LongSupplier clock) {
        double shares = limits.perUser().shares();
        return new Rates(shares * limits.framesPerSecond(), Math.max(1, shares * limits.framesBurst()), clock);
    }

    /** Whether one more time is within what this one may; then it counts. */
    public synchronized boolean take(String who) {
        if (perSecond == 0) {
            return true;
        }
        long now = clock.getAsLong();
        return buckets.computeIfAbsent(who, fresh -> new TokenBucket(perSecond, burst, now))
                .take(1, now);
    }

    synchronized int remembered() {
        return buckets.size();
    }
}
