package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A negotiation between two nodes is one trace, which both send to a collector. */
@Thorough
class TracingIT {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private static final OtlpReceiver collector = new OtlpReceiver();
    private static final OtlpReceiver unused = new OtlpReceiver();
    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = traced("node-1");

    @RegisterExtension
    static final ServerUnderTest second = traced("node-2");

    /** Knows a collector, but is not told to trace. */
    @RegisterExtension
    static final ServerUnderTest silent =
            cluster.node("beckon.node-id", "node-3", "quarkus.otel.exporter.otlp.endpoint", unused.url());

    private final String room = ServerUnderTest.freshRoom();

    private static ServerUnderTest traced(String node) {
        return cluster.node(
                "beckon.node-id",
                node,
                "quarkus.otel.sdk.disabled",
                "false",
                "quarkus.otel.exporter.otlp.endpoint",
                collector.url(),
                "quarkus.otel.exporter.otlp.protocol",
                "http/protobuf",
                "quarkus.otel.bsp.schedule.delay",
                "200ms");
    }

    @AfterAll
    static void close() {
        collector.close();
        unused.close();
    }

    /** @return what the answerer got of the offer */
    private JsonNode negotiate(ServerUnderTest ofOfferer, ServerUnderTest ofAnswerer, Object... more) {
        WireClient offerer = ofOfferer.connect(Encoding.JSON);
        WireClient answerer = ofAnswerer.connect(Encoding.CBOR);
        offerer.join(room);
        answerer.join(room);
        offerer.await("peer-joined");
        offerer.ack(Frames.with(Frames.offer(Sdp.offer("aaaa").text(), "to", answerer.peer()), more));
        JsonNode offer = answerer.await("offer");
        answerer.ack(Frames.answer(Sdp.answer("bbbb").text(), "to", offerer.peer()));
        offerer.await("answer");
        answerer.ack(Frames.with(Frames.candidate(Frames.hostCandidate("bbbb", 50_001)), "to", offerer.peer()));
        offerer.await("ice-candidate");
        return offer;
    }

    private static Set<String> places(List<OtlpReceiver.Span> spans) {
        Map<String, OtlpReceiver.Span> byId =
                spans.stream().collect(Collectors.toMap(OtlpReceiver.Span::id, span -> span));
        return spans.stream().map(span -> path(span, byId)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String path(OtlpReceiver.Span span, Map<String, OtlpReceiver.Span> byId) {
        OtlpReceiver.Span parent = byId.get(span.parent());
        return (parent == null ? "" : path(parent, byId) + " > ") + span.name() + "@" + span.node();
    }

    @Test
    void aNegotiationIsOneTraceOverBothNodes() {
        JsonNode offer = negotiate(first, second);
        String trace = offer.path("traceparent").asText().substring(3, 35);
        List<OtlpReceiver.Span> spans = collector.await(span -> span.trace().equals(trace), all -> all.size() == 10);
        String delivered = "negotiation@node-1 > offer@node-1 > deliver@node-2";
        assertEquals(
                new TreeSet<>(List.of(
                        "negotiation@node-1",
                        "negotiation@node-1 > offer@node-1",
                        "negotiation@node-1 > offer@node-1 > append@node-1",
                        delivered,
                        delivered + " > answer@node-2",
                        delivered + " > answer@node-2 > append@node-2",
                        delivered + " > answer@node-2 > deliver@node-1",
                        delivered + " > ice-candidate@node-2",
                        delivered + " > ice-candidate@node-2 > append@node-2",
                        delivered + " > ice-candidate@node-2 > deliver@node-1")),
                places(spans));
        assertEquals(
                Set.of("beckon"), spans.stream().map(OtlpReceiver.Span::service).collect(Collectors.toSet()));
        assertEquals(
                "answered",
                spans.stream()
                        .filter(span -> span.name().equals("negotiation"))
                        .map(span -> span.attributes().get("beckon.outcome"))
                        .findFirst()
                        .orElse(""));
        assertEquals(Set.of(offer.path("traceparent").asText()), cluster.headers(room, "offer", "traceparent"));
        assertEquals(Set.of(offer.path("traceparent").asText()), cluster.headers(room, "offer", "ce_traceparent"));
    }

    @Test
    void soIsOneThatTheClientHasBegun() {
        negotiate(second, first, "traceparent", TRACEPARENT);
        List<OtlpReceiver.Span> spans = collector.await(span -> span.trace().equals(TRACE), all -> all.size() == 10);
        OtlpReceiver.Span negotiation = spans.stream()
                .filter(span -> span.name().equals("negotiation"))
                .findFirst()
                .orElseThrow();
        assertEquals("00f067aa0ba902b7", negotiation.parent());
        assertEquals("node-2", negotiation.node());
    }

    @Test
    void byDefaultNothingIsTraced() {
        JsonNode offer = negotiate(silent, silent, "traceparent", TRACEPARENT);
        assertFalse(offer.has("traceparent"), offer::toString);
        assertEquals(Set.of(), cluster.headers(room, "", "traceparent"));
        assertEquals(Set.of(), cluster.headers(room, "", "ce_traceparent"));
        assertEquals(0, unused.requests());
        assertEquals(
                List.of(),
                silent.process()
                        .log()
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).contains("telemetry")
                                && !line.contains("Installed features"))
                        .toList());
    }

    /** Requests, heartbeats and audit events are none: only negotiations are. */
    @Test
    void nothingElseIsSent() {
        negotiate(first, second);
        collector.await(span -> span.name().equals("negotiation"), spans -> !spans.isEmpty());
        Set<String> names =
                collector.spans().stream().map(OtlpReceiver.Span::name).collect(Collectors.toSet());
        assertTrue(
                Set.of("negotiation", "offer", "answer", "ice-candidate", "append", "deliver")
                        .containsAll(names),
                names::toString);
    }
}
