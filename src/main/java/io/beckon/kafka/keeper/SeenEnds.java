package io.beckon.kafka.keeper;

import java.time.Duration;
import java.util.ArrayDeque;

/** Where a partition ended at which time of a monotonic clock: so it is known how long its records are there at least. */
final class SeenEnds {

    private record Seen(long at, long end) {}

    private final long lagNanos;
    private final ArrayDeque<Seen> seen = new ArrayDeque<>();
    private long old;

    SeenEnds(Duration lag) {
        this.lagNanos = lag.toNanos();
    }

    /** At {@code now} all records before {@code end} were there. */
    void note(long now, long end) {
        seen.addLast(new Seen(now, end));
    }

    /** Records before this offset were there a lag ago; 0 when nothing was seen so long ago. */
    long old(long now) {
        for (Seen first = seen.peekFirst(); first != null && now - first.at >= lagNanos; first = seen.peekFirst()) {
            old = first.end;
            seen.removeFirst();
        }
        return old;
    }
}
