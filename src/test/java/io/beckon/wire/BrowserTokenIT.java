package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 1: the token as a sub-protocol, for clients that cannot set headers. */
class BrowserTokenIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private static final String JSON = Encoding.JSON.subprotocol();

    private String token;

    @BeforeEach
    void getToken() {
        token = server.token(User.any());
    }

    // The last is the first as a whole through encodeURIComponent, the second encodes only what a header cannot hold.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "quarkus-http-upgrade#Authorization#Bearer%20",
                "quarkus-http-upgrade#authorization#bearer%20",
                "quarkus-http-upgrade%23Authorization%23Bearer%20",
                "quarkus-http-upgrade%23Authorization%23Bearer%2520"
            })
    void theTokenMayComeAsASubprotocol(String prefix) {
        HttpAnswer answer = offering(JSON, prefix + token);

        assertEquals(101, answer.status());
        assertEquals(Optional.of(JSON), answer.header("Sec-WebSocket-Protocol"));
        assertFalse(answer.toString().contains(token), "the token is echoed");
    }

    @Test
    void itsPlaceAmongTheSubprotocolsDoesNotMatter() {
        HttpAnswer answer = offering(carrier("Authorization"), "signaling.v1.cbor");

        assertEquals(Optional.of("signaling.v1.cbor"), answer.header("Sec-WebSocket-Protocol"));
    }

    @Test
    void aBadTokenIsRefusedAndNotEchoed() {
        HttpAnswer answer = offering(JSON, carrier("Authorization") + "x");

        assertEquals(401, answer.status());
        assertFalse(answer.toString().contains(token), "the token is echoed");
    }

    @Test
    void twoTokensAreOneTooMany() {
        assertEquals(
                400,
                offering(JSON, carrier("Authorization"), carrier("Authorization"))
                        .status());
    }

    @Test
    void aTokenBesideARealHeaderIsOneTooMany() {
        UpgradeRequest request = UpgradeRequest.to(server.url()).token(token);

        assertEquals(
                400,
                request.subprotocols(JSON, carrier("Authorization")).answer().status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cookie", "X-Forwarded-For", "Origin"})
    void noOtherHeaderComesAsASubprotocol(String header) {
        assertEquals(400, offering(JSON, carrier(header)).status());
        assertEquals(
                400, offering(JSON, carrier("Authorization"), carrier(header)).status());
    }

    @Test
    void aTokenAloneIsNoSubprotocol() {
        assertEquals(400, offering(carrier("Authorization")).status());
    }

    @Test
    void theOriginIsCheckedFirst() {
        UpgradeRequest request = UpgradeRequest.to(server.url()).origin("https://evil.example");

        assertEquals(
                403,
                request.subprotocols(JSON, carrier("Cookie"), carrier("Cookie"))
                        .answer()
                        .status());
    }

    private String carrier(String header) {
        return "quarkus-http-upgrade#" + header + "#Bearer%20" + token;
    }

    private static HttpAnswer offering(String... subprotocols) {
        return UpgradeRequest.to(server.url()).subprotocols(subprotocols).answer();
    }
}
