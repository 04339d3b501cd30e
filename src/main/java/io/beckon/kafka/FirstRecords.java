package io.beckon.kafka;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Holds back what follows a producer's first record in a partition until the brokers have answered that one.
 *
 * <p>A broker that has nothing of a producer in a partition takes whichever of its batches comes first as the first (KAFKA-15591).
 * If the first one was put off, as by a leader that has only begun, the next is written in its place, and the first one never is. Brokers
 * forget producers that have written nothing for a day ({@code producer.id.expiration.ms}), so whether a record is a first one
 * is asked anew after an hour.
 *
 * <p>For one thread.
 *
 * @param <R> what is sent
 */
final class FirstRecords<R> {

    private static final long GOOD_FOR = TimeUnit.HOURS.toNanos(1);

    /** When the brokers answered in a partition, in nanoseconds. */
    private final Map<Integer, Long> answered = new HashMap<>();

    /** What waits behind the first record of a partition, in order. */
    private final Map<Integer, Queue<R>> waiting = new HashMap<>();

    /** What becomes of a record. */
    enum Turn {
        /** Others may follow at once. */
        GOES,
        /** {@link #answered} is to be called of it. */
        GOES_FIRST,
        /** It is kept here. */
        WAITS
    }

    /** @param now of {@link System#nanoTime} */
    Turn turn(int partition, R record, long now) {
        Queue<R> behind = waiting.get(partition);
        if (behind != null) {
            behind.add(record);
            return Turn.WAITS;
        }
        Long since = answered.get(partition);
        if (since != null && now - since < GOOD_FOR) {
            return Turn.GOES;
        }
        waiting.put(partition, new ArrayDeque<>());
        return Turn.GOES_FIRST;
    }

    /**
     * The first record of a partition has been answered.
     *
     * @param taken whether it was written; if not, the next one is a first record again
     * @return what has waited, to be given a turn
     */
    Collection<R> answered(int partition, boolean taken, long now) {
        if (taken) {
            answered.put(partition, now);
        }
        Queue<R> behind = waiting.remove(partition);
        return behind == null ? List.of() : behind;
    }

    /** All that waits, which is not kept any more. */
    List<R> drain() {
        List<R> all = waiting.values().stream().flatMap(Queue::stream).toList();
        waiting.clear();
        return all;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
