package io.beckon.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.Fills;
import io.beckon.log.LogUnavailable;
import io.beckon.protocol.ClientMessage;
import io.beckon.room.Json;
import io.beckon.room.RoomKey;
import io.beckon.sdp.MediaOutline;
import io.beckon.sdp.SessionDescription;
import io.beckon.tracing.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of traces whose frames never come back from the log. */
class OpenTelemetryTracingTest {

    private static final RoomKey ROOM = new RoomKey("default", "r");

    private final Traces traces = new Traces();
    private long nanos;
    private final Tracing tracing = traces.tracing(() -> nanos);

    private String offered() {
        SessionDescription description =
                new SessionDescription(1, 1, 1, MediaOutline.UNKNOWN, List.of("aaaa"), List.of());
        String traceparent = tracing.received(
                ROOM, "s-1", new ClientMessage.Offer("1", "r", "p-2", "", description, Json.EMPTY_OBJECT), nanos);
        assertNotNull(traceparent);
        return traceparent;
    }

    private void assertLost(SpanData offer, SpanData negotiation) {
        assertEquals(StatusCode.ERROR, offer.getStatus().getStatusCode());
        assertEquals("unavailable", offer.getAttributes().get(AttributeKey.stringKey("beckon.error")));
        assertEquals(StatusCode.ERROR, negotiation.getStatus().getStatusCode());
        assertEquals("unknown", negotiation.getAttributes().get(AttributeKey.stringKey("beckon.outcome")));
    }

    @Test
    void whatTheLogDoesNotTakeEndsAtOnce() {
        tracing.appended(offered(), new LogUnavailable("no broker"));
        assertLost(traces.only("offer"), traces.only("negotiation"));
        assertEquals(StatusCode.ERROR, traces.only("append").getStatus().getStatusCode());
    }

    @Test
    void whatDoesNotComeBackEndsAfterAWhile() {
        tracing.appended(offered(), null);
        assertEquals(StatusCode.UNSET, traces.only("append").getStatus().getStatusCode());
        nanos += Duration.ofSeconds(29).toNanos();
        offered();
        assertEquals(List.of(), traces.named("offer"));
        nanos += Duration.ofSeconds(2).toNanos();
        offered();
        assertLost(traces.only("offer"), traces.only("negotiation"));
    }

    @Test
    @Fills({"telemetry.FramesUnderWay.MOST", "telemetry.TracedNegotiations.MOST"})
    void onlySoManyFramesAreWaitedFor() {
        for (int i = 0; i < 10_000; i++) {
            offered();
        }
        assertEquals(List.of(), traces.named("offer"));
        offered();
        assertLost(traces.only("offer"), traces.only("negotiation"));
    }

    @Test
    void whatFollowsAnUnknownOfferIsNotTraced() {
        assertNull(tracing.received(
                ROOM, "s-2", new ClientMessage.Reject("2", "r", "p-1", "", null, Json.EMPTY_OBJECT), nanos));
        tracing.appended("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);
        assertEquals(List.of(), traces.all());
    }
}
