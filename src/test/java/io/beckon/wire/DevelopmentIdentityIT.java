package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The identity that issues tokens to whoever asks, on loopback only. */
class DevelopmentIdentityIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void aUserIsEnough() {
        var response = DevelopmentTokens.post(server.url(), "application/json", "{\"user\":\"alice\"}");

        assertEquals(200, response.statusCode());
        assertTrue(response.body().contains("3600"), response::body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void onlyJsonIsTakenSoThatNoFormOfAnotherSiteGetsAToken(String contentType) {
        assertEquals(
                415,
                DevelopmentTokens.post(server.url(), contentType, "{\"user\":\"alice\"}")
                        .statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "{\"user\":5}",
                "{\"user\":\"\"}",
                "{\"user\":\"alice\",\"roles\":\"host\"}",
                "{\"user\":\"alice\",\"roles\":[\"king\"]}",
                "{\"user\":\"alice\",\"ttlSeconds\":\"x\"}",
                "{\"user\":\"alice\",\"ttlSeconds\":0}",
                "{\"user\":\"alice\",\"ttlSeconds\":86401}"
            })
    void nonsenseIsRefused(String body) {
        assertEquals(
                400,
                DevelopmentTokens.post(server.url(), "application/json", body).statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "10.0.0.1"})
    void onlyALoopbackHostIsServed(String host) throws IOException {
        assertNotEquals(200, statusFor(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void everyLoopbackHostIs(String host) throws IOException {
        assertEquals(200, statusFor(host + ":" + server.url().getPort()));
    }

    @Test
    void aTokenLivesAsLongAsSignOutsAreRemembered() {
        var longest =
                DevelopmentTokens.post(server.url(), "application/json", "{\"user\":\"alice\",\"ttlSeconds\":86400}");
        assertEquals(200, longest.statusCode());
        server.connect(Encoding.JSON, new User("alice", "Alice", List.of(), 86_400))
                .barrier();

        var longer =
                DevelopmentTokens.post(server.url(), "application/json", "{\"user\":\"alice\",\"ttlSeconds\":90000}");
        assertEquals(400, longer.statusCode());
        assertTrue(longer.body().contains("86400"), longer::body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "null", "http://localhost:1", "https://%s", ""})
    void noForeignOriginIsServed(String origin) {
        assertEquals(403, statusWith("Origin: " + origin.formatted(server.url().getAuthority())));
    }

    @Test
    void itsOwnOriginIs() {
        assertEquals(200, statusWith("Origin: http://" + server.url().getAuthority()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=192.0.2.1",
                "X-Forwarded-For: 192.0.2.1",
                "x-forwarded-host: localhost",
                "X-Forwarded-Proto: http",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 proxy",
                "True-Client-IP: 192.0.2.1"
            })
    void nobodyWhoComesThroughAProxyIsServed(String header) {
        assertEquals(403, statusWith(header));
    }

    private static int statusWith(String header) {
        String body = "{\"user\":\"alice\"}";
        return RawRequest.ask(
                        server.url(),
                        RawRequest.head(server.url(), "POST /development/token") + header
                                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body)
                .status();
    }

    @Test
    void theServerWarnsThatAnybodyMaySignIn() {
        assertTrue(server.process().log().contains("WARN"), "there is a warning");
    }

    private static int statusFor(String host) throws IOException {
        String body = "{\"user\":\"alice\"}";
        try (Socket socket = new Socket(server.url().getHost(), server.url().getPort())) {
            String request = "POST /development/token HTTP/1.1\r\nHost: " + host
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return HttpAnswer.read(new BufferedInputStream(socket.getInputStream()))
                    .status();
        }
    }
}
