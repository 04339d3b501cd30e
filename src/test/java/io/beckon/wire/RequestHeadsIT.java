package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How large the head of a request may be, and what is none. */
class RequestHeadsIT {

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private static String get(String path) {
        return RawRequest.head(server.url(), "GET " + path);
    }

    private static int status(String request) {
        return RawRequest.ask(server.url(), request).status();
    }

    @Test
    void aHeadHasAHundredLines() {
        assertEquals(200, status(get("/v1/sign-in") + "a: b\r\n".repeat(99) + "\r\n"));
        assertEquals(431, status(get("/v1/sign-in") + "a: b\r\n".repeat(100) + "\r\n"));
        assertEquals(431, status(get("/v1/sign-in") + "a:\r\n".repeat(20_000)));
    }

    @ParameterizedTest
    @ValueSource(ints = {8200, 20_000, 60_000, 1_000_000})
    void itIsSmallUnlessItHasAToken(int bytes) {
        HttpAnswer answer =
                RawRequest.ask(server.url(), get("/v1/sign-in") + "Cookie: " + "c".repeat(bytes) + "\r\n\r\n");

        assertEquals(431, answer.status());
        assertEquals(Optional.of("application/problem+json"), answer.header("Content-Type"));
        assertTrue(answer.body().contains("\"code\":\"too-large\""), answer::body);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Bearer ",
                "Sec-WebSocket-Protocol: signaling.v1.json, quarkus-http-upgrade#Authorization#Bearer%20"
            })
    void aLargeTokenThatIsBadIsToldSo(String line) {
        String token = line + "t".repeat(60_000) + "\r\n";

        assertEquals(401, status(get("/v1/ws") + token + "\r\n"));
        assertEquals(401, status(get("/v1/ws") + "Accept: " + "b".repeat(4000) + "\r\n" + token + "\r\n"));
        assertEquals(431, status(get("/v1/ws") + line + "t".repeat(70_000) + "\r\n\r\n"));
    }

    @Test
    void theConnectionGoesOnAfterALargeToken() {
        try (RawRequest connection = RawRequest.to(server.url())) {
            for (int i = 0; i < 3; i++) {
                connection.send(get("/v1/calls") + "Authorization: Bearer " + "t".repeat(30_000) + "\r\n\r\n");
                assertEquals(401, connection.answer().status());
                assertEquals(
                        200,
                        connection.send(get("/v1/sign-in") + "\r\n").answer().status());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1||",
                "GET / HTTP/1.1|Host: a|Host: a||",
                "POST /development/token HTTP/1.1|Host: a|Content-Length: 3|Transfer-Encoding: chunked||0||",
                "POST /development/token HTTP/1.1|Host: a|Content-Length: 3|Content-Length: 4||abcd",
                "GET / HTTP/1.1|Host: a|b: c| d||"
            })
    void whatOthersMightReadInAnotherWayIsNoRequest(String request) {
        HttpAnswer answer = RawRequest.ask(server.url(), request.replace("|", "\r\n"));

        assertEquals(400, answer.status());
        assertTrue(answer.body().contains("\"code\":\"bad-message\""), answer::body);
    }

    @Test
    void requestsThatAreSentTogetherAreAnsweredInTheirOrder() {
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(get("/v1/sign-in") + "\r\n" + get("/nowhere") + "\r\n" + get("/v1/calls") + "\r\n");

            assertEquals(200, connection.answer().status());
            assertEquals(404, connection.answer().status());
            assertEquals(401, connection.answer().status());
        }
    }

    @Test
    void bodiesHaveALimit() {
        String head = RawRequest.head(server.url(), "POST /development/token") + "Content-Type: application/json\r\n";

        assertEquals(413, status(head + "Content-Length: 70000\r\n\r\n" + "x".repeat(70_000)));
        assertEquals(413, status(head + "Content-Length: 20000\r\n\r\n" + "x".repeat(20_000)));
        String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
        assertEquals(413, status(head + "Transfer-Encoding: chunked\r\n\r\n" + chunk.repeat(20) + "0\r\n\r\n"));
    }

    private static String expecting(String path, String token) {
        return RawRequest.head(server.url(), "POST " + path) + "Authorization: Bearer " + token
                + "\r\nContent-Length: 2\r\nExpect: 100-Continue\r\n\r\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/whip/room",
                "/v1/check",
                "/v1/sessions",
                "/v1/rooms/room/participants",
                "/v1/admin/rooms/room/lock",
                "/development/token"
            })
    void aBodyThatWaitsForItIsAskedFor(String path) {
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(expecting(path, server.token(User.any())));
            assertEquals(100, connection.answer().status());

            int status = connection.send("{}").answer().status();
            assertTrue(status >= 200 && status < 500, "status " + status);
            assertEquals(
                    200, connection.send(get("/v1/sign-in") + "\r\n").answer().status());
        }
    }

    @Test
    void soIsOneThatComesInParts() {
        String head = expecting("/v1/check", server.token(User.any()));
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(head.replace("Content-Length: 2", "Transfer-Encoding: chunked"));
            assertEquals(100, connection.answer().status());

            HttpAnswer answer = connection
                    .send("1\r\n{\r\n32\r\n\"type\":\"offer\",\"sdp\":\"v=0\",\"more\":\"0123456789012\"}\r\n0\r\n\r\n")
                    .answer();
            assertEquals(200, answer.status(), answer::body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "TE, close", "Close,TE"})
    void theConnectionEndsWhereTheClientSaysSoInWhateverList(String options) {
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(get("/v1/sign-in") + "TE: trailers\r\nConnection: " + options + "\r\n\r\n");
            assertEquals(200, connection.answer().status());
            assertTrue(connection.endsSilently());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/whip/room", "/v1/check", "/v1/sessions", "/v1/admin/rooms/room/lock"})
    void butNotOfWhoIsNotLetIn(String path) {
        assertEquals(401, status(expecting(path, "bad")));
    }

    @Test
    void norByHttp10WhichKnowsNoSuchAnswer() {
        String request = expecting("/v1/check", server.token(User.any())) + "{}";
        int status = status(request.replace("HTTP/1.1", "HTTP/1.0"));
        assertTrue(status >= 200, "status " + status);
    }

    @Test
    void http2IsNotSpoken() {
        assertEquals(505, status(PREFACE));
        try (RawRequest management = RawRequest.to(server.managementUrl())) {
            management.send(PREFACE);
            assertTrue(management.endsSilently());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void norIsItTakenUp(boolean isPublic) {
        URI port = isPublic ? server.url() : server.managementUrl();
        HttpAnswer answer = RawRequest.ask(
                port,
                RawRequest.head(port, "GET /" + (isPublic ? "v1/sign-in" : "q/health/live"))
                        + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAA\r\n\r\n");

        assertEquals(200, answer.status());
    }

    @Test
    void whatIsBrokenOrTooLargeLeavesNothingInTheLog() {
        String path = "/v1/" + ServerUnderTest.freshRoom();
        status(RawRequest.head(server.url(), "POST " + path) + "Content-Length: 70000\r\n\r\n");
        status(get(path) + "a:\r\n".repeat(200));
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(RawRequest.head(server.url(), "POST " + path) + "Content-Length: 7\r\n\r\n");
        }
        try (RawRequest connection = RawRequest.to(server.url())) {
            connection.send(get(path));
        }
        assertFalse(server.process().log().contains(path));
    }
}
