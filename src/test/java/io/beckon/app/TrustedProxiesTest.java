package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedProxiesTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.5, 10.0.0.5, true",
        "10.0.0.5, 10.0.0.6, false",
        "10.0.0.5:8080, 10.0.0.5, true",
        "10.1.0.0/16, 10.1.255.255, true",
        "10.1.0.0/16, 10.2.0.0, false",
        "10.1.0.0/12, 10.15.0.1, true",
        "10.1.0.0/12, 10.16.0.1, false",
        "0.0.0.0/0, 192.0.2.1, true",
        "0.0.0.0/0, ::1, false",
        "2001:db8::/33, 2001:db8:7fff::1, true",
        "2001:db8::/33, 2001:db8:8000::1, false",
        "::1, ::1, true",
        "[::1]:80, ::1, true",
        "10.0.0.5, ::ffff:10.0.0.5, true",
        "localhost, 127.0.0.1, true",
        "localhost:80, 127.0.0.1, true",
        "no-such-host.invalid, 127.0.0.1, false"
    })
    void proxiesAreAddressesNetworksAndNames(String proxy, String address, boolean isOne) throws UnknownHostException {
        assertEquals(
                isOne,
                new TrustedProxies(false, List.of(" " + proxy + " "), () -> 0).test(InetAddress.getByName(address)));
    }

    @Test
    void whatIsNoNetworkIsSaidAtTheStart() {
        assertThrows(Misconfiguration.class, () -> new TrustedProxies(false, List.of("10.0.0.0/x"), () -> 0));
    }

    @Test
    void withProxyProtocolEverybodyIsOne() throws UnknownHostException {
        assertTrue(new TrustedProxies(true, List.of(), () -> 0).test(InetAddress.getByName("192.0.2.1")));
        assertFalse(new TrustedProxies(false, List.of(), () -> 0).test(InetAddress.getByName("192.0.2.1")));
    }
}
