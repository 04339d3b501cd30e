package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1",
        "2001:db8:0:7:1:2:3:4, 2001:db8:0:7::/64",
        "2001:db8:0:7:ffff::1, 2001:db8:0:7::/64",
        "[2001:db8::1], 2001:db8:0:0::/64",
        "::ffff:192.0.2.1, 192.0.2.1-mapped",
        "unknown, unknown",
        "_hidden:x:y, _hidden:x:y"
    })
    void aClientIsItsAddressOrItsNetwork(String address, String network) {
        assertEquals(network.equals("192.0.2.1-mapped") ? address : network, ClientAddress.network(address));
    }
}
