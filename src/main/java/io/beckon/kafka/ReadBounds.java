package io.beckon.kafka;

import java.io.IOException;
import java.time.Duration;

/**
 * How much is read at most.
 *
 * @param newest records of a partition, about: those before are left out
 * @param within from when reading began; then it fails
 */
record ReadBounds(long newest, Duration within) {

    /** For whoever has the time. */
    static final ReadBounds NONE = new ReadBounds(Long.MAX_VALUE, Duration.ofNanos(Long.MAX_VALUE));

    /** @param nanos since reading began */
    void check(String topic, long nanos) throws IOException {
        if (nanos > within.toNanos()) {
            throw new IOException("topic " + topic + " could not be read within " + within.toSeconds() + " s");
        }
    }
}
