package io.beckon.kafka.keeper;

import java.util.concurrent.TimeUnit;

/**
 * When something that may block is tried again: soon, and after a failure not before ten times as long as that took, a minute at
 * most. Times are those of {@link System#nanoTime}.
 */
final class Pace {

    static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    static final long LATE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int TIMES = 10;

    private long next;

    Pace(long now) {
        this.next = now;
    }

    boolean isDue(long now) {
        return now - next >= 0;
    }

    /** It went well, or may soon. */
    void tried(long now) {
        next = now + SOON_NANOS;
    }

    void failed(long began, long now) {
        next = now + Math.clamp(TIMES * (now - began), SOON_NANOS, LATE_NANOS);
    }
}
