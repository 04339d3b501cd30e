package io.beckon.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Ends a reading that does not get on: while brokers are away a consumer gives nothing, and says nothing. */
final class Standstill {

    static final Duration LONGEST = Duration.ofSeconds(30);

    private final String topic;
    private final LongSupplier clock;
    private long place = -1;
    private long since;

    /** @param clock nanoseconds, monotonic */
    Standstill(String topic, LongSupplier clock) {
        this.topic = topic;
        this.clock = clock;
    }

    /**
     * How far it is.
     *
     * @param now grows as long as it gets on
     * @throws IOException when it has not for {@link #LONGEST}
     */
    void at(long now) throws IOException {
        if (now != place) {
            place = now;
            since = clock.getAsLong();
        } else if (clock.getAsLong() - since > LONGEST.toNanos()) {
            throw new IOException("topic " + topic + " cannot be read any further: the brokers have given nothing for "
                    + LONGEST.toSeconds() + " s");
        }
    }
}
