package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Frames.rollback;
import static io.beckon.wire.Pair.ANSWER;
import static io.beckon.wire.Pair.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Fills;
import io.beckon.room.RoomRules;
import io.beckon.telemetry.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** One trace for each negotiation, as the real SDK has it. */
class TracesTest extends NodeSpecification {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String TRACEPARENT = "00-" + TRACE + "-" + SPAN + "-01";

    private final Traces traces = traces();

    TracesTest() {
        super(RoomRules.DEFAULT, new Traces());
    }

    @Test
    void anOfferAndWhatFollowsItAreOneTrace() {
        Pair pair = Pair.join(connect(), connect());
        pair.second().ack(offer(OFFER, "to", pair.first().peer()));
        pair.first().await("offer");
        pair.second().ack(candidate("aaaa", 1, "to", pair.first().peer()));
        pair.answered();
        pair.first().ack(candidate("bbbb", 2, "to", pair.second().peer()));
        pair.first().ack(frame("connection-state", "peer", pair.second().peer(), "state", "connected"));

        assertEquals(
                Map.of(
                        "negotiation", 1L,
                        "negotiation > offer", 1L,
                        "negotiation > offer > append", 1L,
                        "negotiation > offer > deliver", 1L,
                        "negotiation > answer", 1L,
                        "negotiation > answer > append", 1L,
                        "negotiation > answer > deliver", 1L,
                        "negotiation > ice-candidate", 2L,
                        "negotiation > ice-candidate > append", 2L,
                        "negotiation > ice-candidate > deliver", 2L),
                traces.all().stream()
                        .filter(span -> !traces.path(span).contains("connection-state"))
                        .collect(Collectors.groupingBy(traces::path, Collectors.counting())));
        assertEquals(
                "connected", traces.only("connection-state").getAttributes().get(key("beckon.state")));
        assertEquals(
                1, traces.all().stream().map(SpanData::getTraceId).distinct().count());
        assertEquals(5, count(SpanKind.SERVER));
        assertEquals(5, count(SpanKind.PRODUCER));
        SpanData negotiation = traces.only("negotiation");
        assertEquals(StatusCode.OK, negotiation.getStatus().getStatusCode());
        assertEquals("answered", outcome(negotiation));
        assertEquals("node-1", negotiation.getAttributes().get(key("beckon.node")));
        assertEquals(pair.room(), negotiation.getAttributes().get(key("beckon.room")));
    }

    private long count(SpanKind kind) {
        return traces.all().stream().filter(span -> span.getKind() == kind).count();
    }

    private static Map<String, Object> candidate(String fragment, int port, Object... more) {
        return Frames.with(Frames.candidate(Frames.hostCandidate(fragment, 50_000 + port)), more);
    }

    @Test
    void aNegotiationLastsFromItsOfferToItsOutcome() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pass(Duration.ofSeconds(5));
        pair.answered();
        SpanData negotiation = traces.only("negotiation");
        long nanos = negotiation.getEndEpochNanos() - negotiation.getStartEpochNanos();
        assertTrue(nanos >= 0, () -> "ended " + nanos + " ns after it began");
        SpanData answer = traces.only("answer");
        assertTrue(answer.getStartEpochNanos() >= negotiation.getStartEpochNanos());
    }

    @Test
    void aTraceThatTheClientHasBegunGoesOn() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered(OFFER, "traceparent", TRACEPARENT);
        pair.answered();
        assertEquals(
                List.of(TRACE),
                traces.all().stream().map(SpanData::getTraceId).distinct().toList());
        assertEquals(SPAN, traces.only("negotiation").getParentSpanId());
    }

    @Test
    void whoGetsTheOfferCanGoOnWithItsTrace() {
        Pair pair = Pair.join(connect(), connect());
        pair.second().ack(offer(OFFER, "to", pair.first().peer()));
        JsonNode relayed = pair.first().await("offer");
        SpanData offered = traces.only("offer");
        assertEquals(
                "00-" + offered.getTraceId() + "-" + offered.getSpanId() + "-"
                        + offered.getSpanContext().getTraceFlags().asHex(),
                relayed.path("traceparent").asText());
        pair.answered();
        assertFalse(pair.second().received("answer").getLast().has("traceparent"));
    }

    @Test
    void aPlaceThatIsNoneIsPassedOver() {
        Pair pair = Pair.join(connect(), connect());
        int version = 2;
        for (Object none : List.of(
                "",
                7,
                true,
                List.of(TRACEPARENT),
                Map.of("traceparent", TRACEPARENT),
                TRACEPARENT.toUpperCase(Locale.ROOT),
                TRACEPARENT + "-00",
                TRACEPARENT.replace(TRACE, "0".repeat(32)),
                TRACEPARENT.replace(SPAN, "0".repeat(16)),
                TRACEPARENT.replaceFirst("00", "ff"),
                "x".repeat(100_000))) {
            pair.offered(Sdp.offer("aaaa").version(++version).text(), "traceparent", none);
        }
        pair.answered();
        List<SpanData> begun = traces.named("negotiation");
        assertEquals(11, begun.stream().map(SpanData::getTraceId).distinct().count());
        assertTrue(begun.stream().noneMatch(span -> span.getTraceId().equals(TRACE)));
        assertTrue(begun.stream().noneMatch(span -> span.getParentSpanContext().isValid()));
    }

    @Test
    void theOutcomeIsTheStatus() {
        Pair pair = Pair.join(connect(), connect());
        String second = pair.second().peer();
        pair.offered();
        pair.first().ack(frame("reject", "to", second));
        assertOutcome("rejected", StatusCode.ERROR);

        pair.offered(Sdp.offer("aaaa").version(3).text());
        pair.second().ack(rollback("to", pair.first().peer()));
        assertOutcome("rolled-back", StatusCode.UNSET);

        pair.offered(Sdp.offer("aaaa").version(4).text());
        pass(Duration.ofSeconds(31));
        assertOutcome("timeout", StatusCode.ERROR);

        pair.offered(Sdp.offer("aaaa").version(5).text());
        pair.offered(Sdp.offer("aaaa").version(6).text());
        assertOutcome("replaced", StatusCode.UNSET);

        // The second is polite: its offer yields.
        pair.first().ack(offer(Sdp.offer("cccc").text(), "to", second));
        assertOutcome("glare", StatusCode.UNSET);
        pair.second().ack(answer(ANSWER, "to", pair.first().peer()));
        assertOutcome("answered", StatusCode.OK);

        pair.offered(Sdp.offer("aaaa").version(7).text());
        pair.first().send(frame("leave"));
        assertOutcome("left", StatusCode.UNSET);
    }

    @Test
    void anOfferThatIsLateOnTheOtherSideYieldsToo() {
        Pair pair = Pair.join(connect(), connect());
        pair.first().ack(offer(OFFER, "to", pair.second().peer()));
        pair.second().ack(offer(Sdp.offer("cccc").text(), "to", pair.first().peer()));
        assertOutcome("glare", StatusCode.UNSET);
        pair.second().ack(answer(ANSWER, "to", pair.first().peer()));
        assertOutcome("answered", StatusCode.OK);
        assertEquals(2, traces.named("negotiation").size());
    }

    private void assertOutcome(String outcome, StatusCode status) {
        SpanData last = traces.named("negotiation").getLast();
        assertEquals(outcome, outcome(last));
        assertEquals(status, last.getStatus().getStatusCode());
    }

    @Test
    void whatTheRoomRefusesSaysWhy() {
        Pair pair = Pair.join(connect(), connect());
        pair.second().refused("no-such-peer", offer(OFFER, "to", "nobody"));
        SpanData offer = traces.only("offer");
        assertEquals("no-such-peer", offer.getAttributes().get(key("beckon.error")));
        assertEquals(StatusCode.ERROR, offer.getStatus().getStatusCode());
        assertEquals("refused", outcome(traces.only("negotiation")));
        assertEquals(List.of(), traces.named("deliver"));
    }

    @Test
    void anOfferThatIsSentAgainIsNoSecondNegotiation() {
        Pair pair = Pair.join(connect(), connect());
        Map<String, Object> same = offer(OFFER, "to", pair.first().peer(), "id", "same");
        pair.second().ack(same);
        pair.second().send(same);
        assertEquals("resent", outcome(traces.only("negotiation")));
        pair.answered();
        assertEquals("answered", outcome(traces.named("negotiation").getLast()));
    }

    @Test
    void negotiationsOfAPairAreKeptApartByTheirConnection() {
        Pair pair = Pair.join(connect(), connect());
        String second = pair.second().peer();
        pair.offered(OFFER, "pc", "camera", "traceparent", TRACEPARENT);
        pair.offered(OFFER, "pc", "my-screen");
        pair.first().ack(answer(ANSWER, "to", second, "pc", "my-screen"));
        assertNotEquals(TRACE, traces.only("answer").getTraceId());
        assertNotEquals(TRACE, traces.only("negotiation").getTraceId());
        assertEquals(
                "~84b8fa53490d",
                traces.only("negotiation").getAttributes().get(key("beckon.pc")),
                "a name of the client's own is not told");
        pair.first().ack(answer(ANSWER, "to", second, "pc", "camera"));
        assertEquals(TRACE, traces.named("answer").getLast().getTraceId());
        assertEquals(
                "camera", traces.named("negotiation").getLast().getAttributes().get(key("beckon.pc")));
    }

    @Test
    void anOfferToAllIsOneTrace() {
        String room = ServerUnderTest.freshRoom();
        Client offerer = connect();
        Client one = connect();
        Client another = connect();
        List.of(offerer, one, another).forEach(client -> client.join(room));
        offerer.ack(offer(OFFER));
        one.ack(frame("reject", "to", offerer.peer()));
        assertEquals(List.of(), traces.named("negotiation"));
        another.ack(answer(ANSWER, "to", offerer.peer()));
        assertEquals("answered", outcome(traces.only("negotiation")));
        assertEquals(
                1, traces.all().stream().map(SpanData::getTraceId).distinct().count());
        assertEquals(
                2L, traces.named("deliver").getFirst().getAttributes().get(AttributeKey.longKey("beckon.receivers")));
    }

    @Test
    @Fills("telemetry.TracedNegotiation.MOST_FRAMES")
    void onlySoManyFramesOfANegotiationAreTraced() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.answered();
        for (int i = 0; i < 100; i++) {
            pair.second().ack(candidate("aaaa", i, "to", pair.first().peer()));
        }
        assertEquals(63, traces.named("ice-candidate").size(), "with the answer 64");
    }

    @Test
    void whatIsNoNegotiationIsNotTraced() {
        Pair pair = Pair.join(connect(), connect());
        pair.first().ack(message("hello", "traceparent", TRACEPARENT));
        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer(), "traceparent", TRACEPARENT));
        assertEquals(List.of(), traces.all());
        assertFalse(pair.second().await("message").has("traceparent"));
    }

    /** Descriptions have passwords and addresses in them, names are people's. */
    @Test
    void spansSayNothingOfWhatIsSent() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.second().ack(candidate("aaaa", 1, "to", pair.first().peer()));
        pair.answered();
        TreeSet<String> said = new TreeSet<>();
        traces.all().forEach(span -> span.getAttributes().forEach((key, value) -> said.add(key.getKey())));
        assertEquals(
                "[beckon.node, beckon.outcome, beckon.partition, beckon.position, beckon.receivers, beckon.room,"
                        + " beckon.tenant]",
                said.toString());
    }

    private static String outcome(SpanData negotiation) {
        return negotiation.getAttributes().get(key("beckon.outcome"));
    }

    private static AttributeKey<String> key(String name) {
        return AttributeKey.stringKey(name);
    }
}
