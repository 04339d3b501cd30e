package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 1: what a client must bring and what it is told first. */
class ConnectingIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private static final String EVIL = "https://evil.example";

    @Test
    void aBadOriginIsToldBeforeABadToken() {
        assertEquals(
                403,
                request()
                        .origin(EVIL)
                        .token("bad")
                        .subprotocols("chat")
                        .answer()
                        .status());
    }

    @Test
    void aPageWithoutOriginIsNoPage() {
        assertEquals(403, request().origin("null").token(token()).answer().status());
        assertEquals(
                403,
                request()
                        .origin("capacitor://localhost")
                        .token(token())
                        .answer()
                        .status());
    }

    @Test
    void theServersOwnOriginIsAllowed() {
        assertEquals(
                101,
                request()
                        .origin(server.url().toString())
                        .token(token())
                        .answer()
                        .status());
    }

    @Test
    void aMissingTokenIsToldBeforeABadSubprotocol() {
        HttpAnswer answer = request().subprotocols("chat").answer();

        assertEquals(401, answer.status());
        assertTrue(answer.header("WWW-Authenticate").orElse("").startsWith("Bearer"), answer::toString);
    }

    @Test
    void aBadTokenIsRefused() {
        HttpAnswer answer = request().token(token() + "x").answer();

        assertEquals(401, answer.status());
        assertTrue(answer.header("WWW-Authenticate").orElse("").startsWith("Bearer"), answer::toString);
        assertEquals(
                401, request().header("Authorization", "Basic YTpi").answer().status());
    }

    @Test
    void theTokenIsNotTakenFromTheUrl() {
        assertEquals(401, request().target("/v1/ws?token=" + token()).answer().status());
        assertEquals(
                401, request().target("/v1/ws?access_token=" + token()).answer().status());
    }

    @Test
    void roomAndShardAreHintsOnly() {
        UpgradeRequest hinting = server.upgrade(Encoding.JSON, User.any()).target("/v1/ws?room=r&shard=7");
        WireClient client = server.client(hinting, Encoding.JSON, User.any());

        client.refused("not-in-room", Frames.message("hi"));
    }

    @Test
    void onlyUnknownSubprotocolsAreRefused() {
        assertEquals(
                400,
                request()
                        .token(token())
                        .subprotocols("chat", "signaling.v2.json")
                        .answer()
                        .status());
    }

    @Test
    void theFirstKnownSubprotocolOfTheClientIsTaken() {
        assertEquals("signaling.v1.cbor", selected("chat", "signaling.v1.cbor", "signaling.v1.json"));
        assertEquals("signaling.v1.json", selected("signaling.v1.json", "signaling.v1.cbor"));
    }

    @Test
    void subprotocolsMayComeInSeveralHeaders() {
        HttpAnswer answer = request()
                .token(token())
                .subprotocols("chat")
                .subprotocols("signaling.v1.cbor")
                .answer();

        assertEquals(Optional.of("signaling.v1.cbor"), answer.header("Sec-WebSocket-Protocol"));
    }

    @Test
    void withoutSubprotocolFramesAreJson() {
        UpgradeRequest request = request().token(token());
        WireClient client = server.client(request, Encoding.JSON, User.any());

        assertEquals(Optional.empty(), client.socket().handshake().header("Sec-WebSocket-Protocol"));
        client.barrier();
    }

    @Test
    void compressionIsNotNegotiated() {
        HttpAnswer answer = request()
                .token(token())
                .header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
                .answer();

        assertEquals(101, answer.status());
        assertEquals(Optional.empty(), answer.header("Sec-WebSocket-Extensions"));
    }

    @Test
    void aRequestWithoutUpgradeRunsTheSameChecks() {
        assertEquals(403, plain().origin(EVIL).token("bad").answer().status());
        assertEquals(401, plain().answer().status());

        HttpAnswer answer = plain().token(token()).answer();
        assertEquals(426, answer.status());
        // RFC 9110 section 15.5.22.
        assertEquals("websocket", answer.header("Upgrade").orElse("").toLowerCase());
    }

    @Test
    void anUnsupportedVersionOfTheProtocolIsRefused() {
        HttpAnswer answer = UpgradeRequest.plain(server.url())
                .header("Connection", "Upgrade")
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", "12")
                .header("Sec-WebSocket-Key", RawWebSocket.KEY)
                .token(token())
                .answer();

        assertTrue(List.of(400, 426).contains(answer.status()), answer::toString);
    }

    @ParameterizedTest
    @EnumSource
    void theFirstFrameIsAWelcomeWithAllAClientNeeds(Encoding encoding) {
        User alice = User.any();
        JsonNode welcome = server.connect(encoding, alice).welcome();

        assertToken(welcome.path("session").asText());
        assertToken(welcome.path("secret").asText());
        assertEquals(alice.id(), welcome.path("user").path("id").asText());
        assertEquals(alice.name(), welcome.path("user").path("name").asText());
        assertTrue(Instant.parse(welcome.path("expiresAt").asText())
                .isAfter(Instant.now().plusSeconds(3500)));
        assertTrue(welcome.path("iceServers").isArray(), welcome::toString);
        assertEquals(25, welcome.path("heartbeatSeconds").intValue());
        assertEquals(30, welcome.path("resumeWindowSeconds").intValue());
        assertEquals(524_288, welcome.path("limits").path("maxFrameBytes").intValue());
        assertEquals(50, welcome.path("limits").path("framesPerSecond").intValue());
        assertEquals(1000, welcome.path("limits").path("framesBurst").intValue());
        assertEquals(256, welcome.path("limits").path("resendIds").intValue());
        assertEquals("signaling.v1", welcome.path("protocol").asText());
        assertFalse(welcome.path("node").asText().isEmpty());
    }

    @Test
    void everyConnectionIsASessionOfItsOwn() {
        User alice = User.any();
        WireClient first = server.connect(Encoding.JSON, alice);
        WireClient second = server.connect(Encoding.JSON, alice);

        assertFalse(first.session().equals(second.session()));
        assertFalse(first.secret().equals(second.secret()));
    }

    private static void assertToken(String text) {
        // 128 bits take 22 characters of this alphabet.
        assertTrue(text.matches("[A-Za-z0-9_-]{22,64}"), text);
    }

    private String selected(String... offered) {
        HttpAnswer answer = request().token(token()).subprotocols(offered).answer();
        assertEquals(101, answer.status());
        return answer.header("Sec-WebSocket-Protocol").orElse("none");
    }

    private static UpgradeRequest request() {
        return UpgradeRequest.to(server.url());
    }

    private static UpgradeRequest plain() {
        return UpgradeRequest.plain(server.url());
    }

    private static String token() {
        return server.token(User.any());
    }
}
