package io.beckon.transport;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Where bad tokens have come from lately, and how long the next answer to one waits. It remembers a bounded number of places, the
 * latest. Safe for use by several threads.
 */
public final class BadTokens {

    static final int MOST_PLACES = 10_000;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final int MOST_DOUBLINGS = 4;

    private final int perMinute;
    private final LongSupplier clock;
    private final Map<String, Tally> places = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Tally> eldest) {
            return size() > MOST_PLACES;
        }
    };

    /**
     * @param perMinute how many from one place are answered at once; 0: all
     * @param clock nanoseconds, monotonic
     */
    public BadTokens(int perMinute, LongSupplier clock) {
        this.perMinute = perMinute;
        this.clock = clock;
    }

    /** One more. Returns how many milliseconds its answer waits. */
    synchronized long from(String place) {
        if (perMinute == 0) {
            return 0;
        }
        long now = clock.getAsLong();
        double tooMany = places.computeIfAbsent(place, fresh -> new Tally(now)).add(now) - perMinute;
        return tooMany <= 0 ? 0 : FIRST_WAIT_MILLIS << (int) Math.min(MOST_DOUBLINGS, Math.ceil(tooMany) - 1);
    }

    synchronized int places() {
        return places.size();
    }

    /** How many there were in the last minute, about: those of the minute before count by the part of it that is in there. */
    private static final class Tally {
        private long minute;
        private int before;
        private int during;

        Tally(long now) {
            minute = now;
        }

        double add(long now) {
            long passed = now - minute;
            if (passed >= MINUTE) {
                before = passed < 2 * MINUTE ? during : 0;
                during = 0;
                minute += passed / MINUTE * MINUTE;
            }
            during++;
            double part = 1 - (double) (now - minute) / MINUTE;
            return during + before * part;
        }
    }
}
