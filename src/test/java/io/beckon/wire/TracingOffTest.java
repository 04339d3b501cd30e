package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

/** A node that does not trace passes over what clients say of traces. */
class TracingOffTest extends NodeSpecification {

    @Test
    void aClientsTraceIsPassedOver() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered(Pair.OFFER, "traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        assertFalse(pair.first().received("offer").getLast().has("traceparent"));
        pair.answered();
    }
}
