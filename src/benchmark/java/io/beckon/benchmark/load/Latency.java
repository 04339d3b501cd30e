package io.beckon.benchmark.load;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** A histogram that all event loops record into: up to two minutes, three digits. */
final class Latency {

    private static final long LONGEST = 120_000_000_000L;

    private final Recorder recorder = new Recorder(LONGEST, 3);

    void record(long nanos) {
        recorder.recordValue(Math.clamp(nanos, 0, LONGEST));
    }

    /** Everything recorded since the last call. */
    Histogram take() {
        return recorder.getIntervalHistogram();
    }
}
