package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.beckon.room.RoomRules;
import io.beckon.telemetry.Traces;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where the sampler does not want a negotiation, nothing of it is kept, written or sent. */
class UntracedTest extends NodeSpecification {

    private static final String TRACEPARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";

    private final Traces traces = traces();

    UntracedTest() {
        super(RoomRules.DEFAULT, new Traces(Sampler.parentBased(Sampler.alwaysOff())));
    }

    @Test
    void whatIsNotSampledIsNotTraced() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered(Pair.OFFER, "traceparent", TRACEPARENT + "0");
        assertFalse(pair.first().received("offer").getLast().has("traceparent"));
        pair.answered();
        assertEquals(List.of(), traces.all());
    }

    @Test
    void theClientSaysWhatItWants() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered(Pair.OFFER, "traceparent", TRACEPARENT + "1");
        pair.answered();
        assertEquals(1, traces.named("negotiation").size());
    }
}
