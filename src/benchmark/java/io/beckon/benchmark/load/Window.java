package io.beckon.benchmark.load;

import java.util.concurrent.atomic.LongAdder;

/** The measured part of a run: what falls outside is warm-up or drain and is not recorded. */
final class Window {

    final Latency oneWay = new Latency();
    final Latency roundTrip = new Latency();
    private final LongAdder delivered = new LongAdder();
    private final LongAdder roundTrips = new LongAdder();
    private volatile long from = Long.MAX_VALUE;
    private volatile long to = Long.MAX_VALUE;

    void open() {
        from = Clock.now();
    }

    void close() {
        to = Clock.now();
    }

    double seconds() {
        return (to - from) / 1e9;
    }

    boolean contains(long nanos) {
        return nanos >= from && nanos < to;
    }

    /** A delivery counts by when it arrived; its latency counts by when it was due to be sent. */
    void delivered(long due, long now) {
        if (contains(now)) {
            delivered.increment();
        }
        if (contains(due)) {
            oneWay.record(now - due);
        }
    }

    void roundTrip(long start, long now) {
        if (contains(now)) {
            roundTrips.increment();
            roundTrip.record(now - start);
        }
    }

    long deliveries() {
        return delivered.sum();
    }

    long roundTrips() {
        return roundTrips.sum();
    }
}
