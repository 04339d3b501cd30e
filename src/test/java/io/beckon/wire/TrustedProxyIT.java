package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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
