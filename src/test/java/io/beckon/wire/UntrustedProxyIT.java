package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody claims who is not the configured proxy has no effect. */
class UntrustedProxyIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "quarkus.http.proxy.proxy-address-forwarding",
            "true",
            "quarkus.http.proxy.allow-x-forwarded",
            "true",
            "quarkus.http.proxy.enable-forwarded-host",
            "true",
            "quarkus.http.proxy.trusted-proxies",
            "10.9.9.9",
            "beckon.limits.connections-per-address",
            "2");

    @Test
    void aForgedOriginIsNotOwn() {
        assertEquals(
                403,
                good().header("X-Forwarded-Host", "evil.example")
                        .header("X-Forwarded-Proto", "https")
                        .origin("https://evil.example")
                        .answer()
                        .status());
        assertEquals(101, good().origin(server.url().toString()).answer().status());
    }

    @Test
    void aForgedAddressDoesNotHideTheRealOne() {
        for (String address : List.of("203.0.113.1", "203.0.113.2")) {
            User user = User.any();
            server.client(server.upgrade(Encoding.JSON, user).header("X-Forwarded-For", address), Encoding.JSON, user);
        }
        assertEquals(
                429, good().header("X-Forwarded-For", "203.0.113.3").answer().status());
    }

    private static UpgradeRequest good() {
        return UpgradeRequest.to(server.url()).token(server.token(User.any()));
    }
}
