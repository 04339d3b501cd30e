package io.beckon.following;

import io.beckon.log.LogUnavailable;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * How far a partition has been read, and who waits until more of it has, ordered by what they wait for: a record looks at those only
 * whom it serves. Guarded by its partition.
 */
final class Progress {

    /** Maximum number that may wait at once. */
    static final int MOST_WAITING = 10_000;

    private final TreeSet<Waiter> waiting =
            new TreeSet<>(Comparator.comparingLong(Waiter::position).thenComparingLong(Waiter::number));
    private long position;
    private long waiters;

    /** Somebody who waits; to be given back with {@link #giveUp} when it does so no more. */
    record Waiter(long position, long number, CompletableFuture<Void> read) {}

    Progress(long position) {
        this.position = position;
    }

    /** The last position that was read. */
    long position() {
        return position;
    }

    /** The partition is read from another place on. */
    void begin(long at) {
        position = at;
    }

    void read(long upTo) {
        position = Math.max(position, upTo);
        while (!waiting.isEmpty() && waiting.getFirst().position <= position) {
            waiting.removeFirst().read.complete(null);
        }
    }

    /** Served already, if that was read; failed already, if too many wait. */
    Waiter whenRead(long wanted) {
        Waiter waiter = new Waiter(wanted, waiters++, new CompletableFuture<>());
        if (wanted <= position) {
            waiter.read.complete(null);
        } else if (waiting.size() >= MOST_WAITING) {
            waiter.read.completeExceptionally(new LogUnavailable("too many wait for the partition to be read"));
        } else {
            waiting.add(waiter);
        }
        return waiter;
    }

    void giveUp(Waiter waiter) {
        waiting.remove(waiter);
    }

    int waiting() {
        return waiting.size();
    }
}
