package io.beckon.kafka.keeper;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Shares that were given to a member of a group and cannot begin yet. They take turns, for to try one may block: in a round one
 * that is slow delays the shares that have begun, and nobody twice. One thread.
 */
final class Arrivals<S extends Share> {

    /** A round ends with the share at which so much has passed. */
    static final Duration ROUND = Duration.ofMillis(50);

    private final LongSupplier clock;
    /** The next to be tried first. */
    private final Map<Integer, S> waiting = new LinkedHashMap<>();

    Arrivals(LongSupplier clock) {
        this.clock = clock;
    }

    void add(S share) {
        waiting.put(share.number(), share);
    }

    void remove(int number) {
        waiting.remove(number);
    }

    List<S> all() {
        return List.copyOf(waiting.values());
    }

    /** Tries each once, as far as there is time; those that begin are waited for no more. */
    void round(Predicate<S> begin) {
        long since = clock.getAsLong();
        for (S share : all()) {
            waiting.remove(share.number());
            if (!begin.test(share)) {
                add(share);
            }
            if (clock.getAsLong() - since >= ROUND.toNanos()) {
                return;
            }
        }
    }
}
