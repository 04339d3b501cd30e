package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/ice-servers}, with servers that everybody uses alike. */
class IceServersIT {

    private static final String APP = "https://app.example";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.allowed-origins",
            APP,
            "beckon.turn.uris",
            "stun:stun.example.org,turns:turn.example.org:443",
            "beckon.turn.username",
            "everybody",
            "beckon.turn.password",
            "swordfish");

    @Test
    void theCallerGetsThemForItselfOnly() {
        HttpResponse<String> answer = ask("GET", "Authorization", bearer(), "Origin", APP);

        assertEquals(200, answer.statusCode());
        assertTrue(
                answer.body()
                        .startsWith("{\"iceServers\":[{\"urls\":[\"stun:stun.example.org\"]},"
                                + "{\"urls\":[\"turns:turn.example.org:443\"],"
                                + "\"username\":\"everybody\",\"credential\":\"swordfish\"}],\"expiresAt\":\"20"),
                answer::body);
        assertEquals("no-store", header(answer, "Cache-Control"));
        assertEquals("application/json", header(answer, "Content-Type"));
        assertEquals(APP, header(answer, "Access-Control-Allow-Origin"));
    }

    @Test
    void welcomeHasTheSame() {
        assertEquals(
                "swordfish",
                server.connect(Encoding.JSON)
                        .welcome()
                        .path("iceServers")
                        .path(1)
                        .path("credential")
                        .asText());
    }

    /** RFC 9725 section 4.6. */
    @Test
    void aBroadcasterHasThemAsLinks() {
        String room = ServerUnderTest.freshRoom();
        WireClient viewer = server.connect(Encoding.JSON, User.with("host"));
        viewer.expect(
                "joined",
                Frames.join(room, "pattern", "broadcast", "role", "viewer", "metadata", Map.of("answers", true)));
        HttpRequest request = HttpRequest.newBuilder(server.url().resolve("/v1/whip/" + room))
                .header("Authorization", "Bearer " + server.token(User.with("host")))
                .header("Content-Type", "application/sdp")
                .header("Origin", APP)
                .POST(BodyPublishers.ofString(Sdp.offer("pubu").text().replace("sendrecv", "sendonly")))
                .build();
        CompletableFuture<HttpResponse<String>> posted =
                CompletableFuture.supplyAsync(() -> DevelopmentTokens.send(request));
        String answer = Sdp.answer("ansu").text().replace("sendrecv", "recvonly") + "a=end-of-candidates\r\n";
        viewer.ack(
                Frames.answer(answer, "to", viewer.await("offer").path("from").asText()));
        HttpResponse<String> created = posted.join();
        assertEquals(201, created.statusCode(), created::body);
        assertEquals(
                List.of(
                        "<stun:stun.example.org>; rel=\"ice-server\"",
                        "<turns:turn.example.org:443>; rel=\"ice-server\"; username=\"everybody\";"
                                + " credential=\"swordfish\"; credential-type=\"password\""),
                created.headers().allValues("Link"));
        assertTrue(header(created, "Access-Control-Expose-Headers").contains("Link"));
    }

    @Test
    void aPageMayAskWhetherItMayAsk() {
        HttpResponse<String> answer = ask("OPTIONS", "Origin", APP, "Access-Control-Request-Method", "GET");

        assertEquals(204, answer.statusCode());
        assertEquals(APP, header(answer, "Access-Control-Allow-Origin"));
        assertEquals("GET, OPTIONS", header(answer, "Access-Control-Allow-Methods"));
        assertTrue(header(answer, "Access-Control-Allow-Headers").contains("Authorization"));
        assertEquals(403, ask("OPTIONS", "Origin", "https://evil.example").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD"})
    void itIsOnlyRead(String method) {
        HttpResponse<String> answer = ask(method, "Authorization", bearer());

        assertEquals(405, answer.statusCode());
        assertEquals("GET, OPTIONS", header(answer, "Allow"));
    }

    @Test
    void withoutAGoodTokenTheAnswerIsAsEverywhere() {
        HttpResponse<String> none = ask("GET");
        HttpResponse<String> bad = ask("GET", "Authorization", bearer() + "x");

        assertEquals(401, none.statusCode());
        assertEquals(401, bad.statusCode());
        assertEquals("Bearer", header(none, "WWW-Authenticate"));
        assertEquals("Bearer error=\"invalid_token\"", header(bad, "WWW-Authenticate"));
        assertEquals(none.body(), bad.body());
        assertEquals(
                403,
                ask("GET", "Authorization", bearer(), "Origin", "https://evil.example")
                        .statusCode());
    }

    private static String bearer() {
        return "Bearer " + server.token(User.any());
    }

    private static HttpResponse<String> ask(String method, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.url().resolve("/v1/ice-servers")).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return DevelopmentTokens.send(request.build());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
