package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "0.0.0.0/0, 203.0.113.9, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.9, false",
        "fd00::/8, fdff:1::, true",
        "fd00::/8, fe00::, false",
        "2001:db8::/65, 2001:db8::7fff:0:0:1, true",
        "2001:db8::/65, 2001:db8::8000:0:0:1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
        "2001:db8::1, 2001:DB8:0:0:0:0:0:1, true"
    })
    void itContainsTheAddressesWithItsPrefix(String block, String address, boolean contained) {
        assertEquals(contained, Cidr.parse(block).contains(IpAddress.parse(address)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/08",
                "10.0.0.0/8 ",
                "10.0.0/8",
                "::/129",
                "10.0.0.1/8",
                "fd00::1/64",
                "example.org",
                "10.0.0.0/8/8",
                "1:2:3:4:5:6:7",
                "::1%lo"
            })
    void whatIsNoneIsRefusedByName(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text));

        assertEquals(0, refused.getMessage().indexOf("Not a CIDR block: '" + text + "': "), refused.getMessage());
    }

    @Test
    void itIsShownAsItWasWritten() {
        assertEquals("fd00:0::/8", Cidr.parse("fd00:0::/8").toString());
        assertEquals(Cidr.parse("fd00::/8"), Cidr.parse("fd00:0::/8"));
        assertEquals(Cidr.parse("fd00::/8").hashCode(), Cidr.parse("fd00:0::/8").hashCode());
    }
}
