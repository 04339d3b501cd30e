package io.beckon.kafka;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Partitions that could not be read though the others can, such as where a batch is damaged. Safe for use by several threads. */
final class Faults {

    /** For so long after its last fault a partition that nobody has read since counts. */
    static final long LASTING_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier clock;
    private final LongAdder all = new LongAdder();
    /** When. */
    private final Map<Integer, Long> latest = new ConcurrentHashMap<>();

    Faults(LongSupplier clock) {
        this.clock = clock;
    }

    void happened(int partition) {
        all.increment();
        latest.put(partition, clock.getAsLong());
    }

    /** Records of the partition were read. */
    void over(int partition) {
        if (!latest.isEmpty()) {
            latest.remove(partition);
        }
    }

    /** How many there were. */
    long count() {
        return all.sum();
    }

    Optional<String> trouble() {
        long now = clock.getAsLong();
        latest.values().removeIf(when -> now - when >= LASTING_NANOS);
        return latest.isEmpty()
                ? Optional.empty()
                : Optional.of("records of some partitions cannot be read: "
                        + latest.keySet().stream().sorted().toList());
    }
}
