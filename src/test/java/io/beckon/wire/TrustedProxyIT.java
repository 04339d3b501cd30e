package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Behind a reverse proxy that is believed: the client is who the proxy says, at the address that it asked. */
class TrustedProxyIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "quarkus.http.proxy.proxy-address-forwarding",
            "true",
            "quarkus.http.proxy.allow-x-forwarded",
            "true",
            "quarkus.http.proxy.enable-forwarded-host",
            "true",
            "quarkus.http.proxy.trusted-proxies",
            "127.0.0.1",
            "beckon.limits.connections-per-address",
            "2",
            "beckon.limits.bad-tokens-per-minute",
            "1");

    @Test
    void theServicesOwnOriginIsTheOneOutside() {
        assertEquals(101, outside("signaling.example").status());
        assertEquals(101, outside("signaling.example:8443").status());
        assertEquals(
                403,
                good().origin("https://signaling.example").answer().status(),
                "without the proxy's headers it is another's");
        assertEquals(
                403,
                good().header("X-Forwarded-Host", "signaling.example")
                        .header("X-Forwarded-Proto", "https")
                        .origin(server.url().toString())
                        .answer()
                        .status(),
                "the one inside is not seen from outside");
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, wss, , https://example.com",
        "example.com, ws, , http://example.com",
        "example.com, WSS, , https://example.com",
        "example.com, 'wss,http', , https://example.com",
        "example.com, 'https , http', , https://example.com",
        "example.com, ', wss', , https://example.com",
        "example.com, https, 443, https://example.com",
        "example.com, wss, 443, https://example.com",
        "example.com:443, https, , https://example.com",
        "example.com, https, 8443, https://example.com:8443",
        "'example.com , inner.example', https, , https://example.com",
        "', example.com', https, , https://example.com",
        "EXAMPLE.com, https, , https://example.com",
        "example.com., https, , https://example.com",
        "example.com, https, , https://example.com.",
        "example.com, http, , http://example.com:80",
        "[2001:DB8::1], https, , https://[2001:db8::1]",
        "'[2001:db8:0::1]:8443', wss, , https://[2001:db8::1]:8443",
        "xn--bcher-kva.example, https, , https://xn--bcher-kva.example"
    })
    void theServicesOwnOriginIsSchemeHostAndPort(String host, String proto, @Nullable String port, String origin) {
        UpgradeRequest request = good().header("X-Forwarded-Host", host)
                .header("X-Forwarded-Proto", proto)
                .header("X-Forwarded-For", "203.0.113.78")
                .origin(origin);
        assertEquals(
                101,
                (port == null ? request : request.header("X-Forwarded-Port", port))
                        .answer()
                        .status());
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, ws, https://example.com",
        "example.com, wss, http://example.com",
        "example.com, wss, https://example.com:8443",
        "example.com, wss, https://example.com.evil.example",
        "example.com, wss, 'null'",
        "example.com, nonsense, https://example.com",
        "'', wss, https://example.com"
    })
    void whatDiffersInOneOfThemIsForeign(String host, String proto, String origin) {
        assertEquals(
                403,
                good().header("X-Forwarded-Host", host)
                        .header("X-Forwarded-Proto", proto)
                        .origin(origin)
                        .answer()
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", ", ,"})
    void anAddressThatIsNotSaidIsNone(String value) {
        assertEquals(426, from(value).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {":1", ":", ":1, 203.0.113.5"})
    void oneThatNobodyCanReadIsAnsweredWithOneLineInTheLog(String value) {
        int before = server.process().log().length();
        HttpAnswer answer = from(value);

        assertTrue(answer.status() == 400 || answer.status() == 426, answer::toString);
        String log = server.process().log().substring(before);
        assertFalse(log.contains("\tat "), log);
    }

    private static HttpAnswer from(String value) {
        return UpgradeRequest.plain(server.url())
                .token(server.token(User.any()))
                .header("X-Forwarded-For", value)
                .answer();
    }

    @Test
    void emptyElementsDoNotHideTheAddress() {
        connectFrom(", 203.0.113.33");
        connectFrom("203.0.113.33,");
        assertEquals(
                429,
                good().header("X-Forwarded-For", "")
                        .header("X-Forwarded-For", "203.0.113.33")
                        .answer()
                        .status());
    }

    @Test
    void connectionsAreCountedForTheAddressOutside() {
        for (int i = 0; i < 2; i++) {
            connectFrom("203.0.113.1");
        }
        assertEquals(
                429, good().header("X-Forwarded-For", "203.0.113.1").answer().status());
        connectFrom("203.0.113.2");
        connectFrom("2001:db8::1");
        connectFrom("[2001:db8::2]:4711");
        assertEquals(
                429,
                good().header("X-Forwarded-For", "2001:db8::3").answer().status(),
                "a /64 network counts as one client");
        connectFrom("2001:db8:0:1::1");
    }

    @Test
    void badTokensSlowTheAddressOutside() {
        for (int i = 0; i < 5; i++) {
            assertEquals(401, bad("203.0.113.9").status());
        }
        CompletableFuture<HttpAnswer> slow = CompletableFuture.supplyAsync(() -> bad("203.0.113.9"));
        assertEquals(401, bad("203.0.113.10").status());
        assertFalse(slow.isDone(), "another address does not wait with it");
        assertEquals(401, slow.join().status());
    }

    private static HttpAnswer outside(String host) {
        return good().header("X-Forwarded-Host", host)
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-For", "203.0.113.77")
                .origin("https://" + host)
                .answer();
    }

    private static void connectFrom(String address) {
        User user = User.any();
        WireClient client = server.client(
                server.upgrade(Encoding.CBOR, user).header("X-Forwarded-For", address), Encoding.CBOR, user);
        client.barrier();
    }

    private static HttpAnswer bad(String address) {
        return UpgradeRequest.plain(server.url())
                .token("bad")
                .header("X-Forwarded-For", address)
                .answer();
    }

    private static UpgradeRequest good() {
        return UpgradeRequest.to(server.url()).token(server.token(User.any()));
    }
}
