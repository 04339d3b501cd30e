package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /v1/check}: what is to be said of a description or candidate before anybody sends it. */
class CheckIT {

    private static final String GOOD = Sdp.offer("aaaa").text();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void aGoodOfferIsAcceptedWithoutFindings() {
        HttpResponse<String> answer = check(Map.of("type", "offer", "sdp", GOOD));

        assertEquals(200, answer.statusCode());
        assertEquals("{\"accepted\":true,\"findings\":[]}", answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
    }

    @Test
    void allFindingsOfABadOneAreSaid() {
        String bad = GOOD.replace("a=ice-ufrag:aaaa", "a=ice-ufrag:a")
                .replaceAll("c=IN .*\r\n", "")
                .replace("v=0", "v=1");

        JsonNode report = json(check(Map.of("type", "OFFER", "sdp", bad)));

        assertFalse(report.path("accepted").asBoolean());
        assertEquals("version", report.path("findings").path(0).path("rule").asText());
        assertEquals("refused", report.path("findings").path(0).path("severity").asText());
        assertEquals(1, report.path("findings").path(0).path("line").asInt());
        assertEquals("v=1", report.path("findings").path(0).path("text").asText());
        assertEquals(
                "RFC 8866 section 5.1",
                report.path("findings").path(0).path("section").asText());
        assertTrue(report.path("findings").size() >= 3, report::toString);
    }

    @Test
    void anAnswerIsHeldAgainstItsOffer() {
        String answer = GOOD.replace("actpass", "active");

        assertTrue(json(check(Map.of("type", "answer", "sdp", answer, "offer", GOOD)))
                .path("accepted")
                .asBoolean());
        JsonNode report = json(check(Map.of(
                "type",
                "answer",
                "sdp",
                answer.replace("a=mid:0", "a=mid:x").replace("BUNDLE 0", "BUNDLE x"),
                "offer",
                GOOD)));
        assertEquals(
                "answer-sections", report.path("findings").path(0).path("rule").asText());
        assertTrue(report.path("findings").path(0).path("line").isNull());
    }

    @Test
    void candidatesMayBeObjectsOrTexts() {
        String text = "candidate:1 1 udp 2122194687 10.99.0.1 34235 typ host";

        assertTrue(json(check(Map.of("candidate", text))).path("accepted").asBoolean());
        assertTrue(json(check(Map.of("candidate", Map.of("candidate", text, "sdpMid", "0"))))
                .path("findings")
                .isEmpty());
        assertEquals(
                "candidate-section",
                json(check(Map.of("candidate", Map.of("candidate", text))))
                        .path("findings")
                        .path(0)
                        .path("rule")
                        .asText());
        assertFalse(json(check(Map.of("candidate", text.replace("10.99.0.1", "300.1.1.1"))))
                .path("accepted")
                .asBoolean());
    }

    @Test
    void eachPartOfACandidateThatIsWrongIsAFinding() {
        String text = "candidate:1 0 udp 4294967296 300.1.1.1 70000 typ foo";

        assertEquals(5, json(check(Map.of("candidate", text))).path("findings").size());
        assertEquals(
                6,
                json(check(Map.of("candidate", Map.of("candidate", text, "sdpMid", "0", "sdpMLineIndex", "first"))))
                        .path("findings")
                        .size());
    }

    @Test
    void aDescriptionMayComeAsItIs() {
        HttpResponse<String> answer = post("/v1/check?type=offer", "application/sdp", GOOD);

        assertTrue(json(answer).path("accepted").asBoolean());
        assertEquals(400, post("/v1/check", "application/sdp", GOOD).statusCode());
    }

    @Test
    void theLargestOfferAndAnswerFit() {
        String large = GOOD + "a=x:%s\r\n".formatted("y".repeat(100)).repeat(2400);

        assertEquals(
                200,
                check(Map.of("type", "answer", "sdp", large, "offer", large)).statusCode());
        assertEquals(
                413, post("/v1/check", "application/json", " ".repeat(700_000)).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"type\":\"rollback\",\"sdp\":\"\"}",
                "{\"type\":\"offer\",\"sdp\":5}",
                "\ufeff{}"
            })
    void whatIsNoQuestionIsABadRequest(String body) {
        HttpResponse<String> answer = post("/v1/check", "application/json", body);

        assertEquals(400, answer.statusCode());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void theRulesCanBeRead() {
        JsonNode rules = json(send(request("/v1/check").GET()));

        assertTrue(rules.path("rules").size() > 50);
        assertEquals("size", rules.path("rules").path(0).path("rule").asText());
    }

    @Test
    void itIsForUsersOnly() {
        HttpRequest.Builder nobody =
                HttpRequest.newBuilder(server.url().resolve("/v1/check")).POST(BodyPublishers.ofString("{}"));

        assertEquals(401, send(nobody).statusCode());
        assertEquals(
                403,
                send(request("/v1/check")
                                .header("Origin", "https://evil.example")
                                .GET())
                        .statusCode());
        HttpResponse<String> other = send(request("/v1/check").DELETE());
        assertEquals(405, other.statusCode());
        assertEquals("GET, POST, OPTIONS", other.headers().firstValue("Allow").orElse(""));
    }

    private static HttpResponse<String> check(Map<String, Object> question) {
        return post("/v1/check", "application/json", new String(Encoding.JSON.write(question), StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String path, String type, String body) {
        return send(request(path).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path))
                .header("Authorization", "Bearer " + server.token(User.any()));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return DevelopmentTokens.send(request.build());
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Encoding.JSON.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
