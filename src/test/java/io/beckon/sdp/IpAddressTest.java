package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "1::",
                "1:2:3:4:5:6:7:8",
                "1:2:3:4:5:6:7::",
                "::2:3:4:5:6:7:8",
                "fe80::abcd:EF01",
                "::ffff:192.0.2.1",
                "64:ff9b::192.0.2.33",
                "1:2:3:4:5:6:192.0.2.1",
                "0.0.0.0",
                "255.255.255.255"
            })
    void aLiteralIsRead(String text) throws UnknownHostException {
        IpAddress address = IpAddress.parse(text);

        assertNotNull(address);
        assertEquals(expected(InetAddress.getByName(text)), address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1:",
                ":1",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4:5:6:7:8::",
                "1::2::3",
                "12345::",
                "::g",
                "::1.2.3",
                "::1.2.3.4.5",
                "1.2.3.4::",
                "1:2:3:4:5:6:7:1.2.3.4",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.256",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "+1.2.3.4",
                " 1.2.3.4",
                "1.2.3.4 ",
                "\u0661.2.3.4"
            })
    void whatIsNoLiteralIsNotResolved(String text) {
        assertNull(IpAddress.parse(text));
    }

    @Property
    void everyIpv6AddressSurvivesItsTextForm(@ForAll @Size(16) byte[] bytes) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(bytes);

        assertEquals(expected(address), IpAddress.parse(address.getHostAddress()));
    }

    private static IpAddress expected(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length == 4) {
            return IpAddress.ofIpv4(bits(bytes, 0, 4));
        }
        return new IpAddress(bits(bytes, 0, 8), bits(bytes, 8, 16));
    }

    private static long bits(byte[] bytes, int from, int to) {
        long bits = 0;
        for (int i = from; i < to; i++) {
            bits = bits << 8 | bytes[i] & 0xff;
        }
        return bits;
    }
}
