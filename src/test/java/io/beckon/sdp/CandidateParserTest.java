package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateParserTest {

    private static final String VALID = "candidate:a+1/ 1 UDP 2122260223 192.0.2.1 54321 typ host";
    private static final String MDNS = "3d1f0a62-7b8e-4c51-9a40-d27be6f8135c.local";

    @Test
    void allPartsAreRead() throws Exception {
        IceCandidate candidate = CandidateParser.parse(
                "candidate:842163049 2 TCP 1677729535 2001:db8::7 46154 typ srflx raddr fd00::1 rport 9"
                        + " tcptype passive generation 0 ufrag Es+w network-id 3");

        assertEquals(
                new IceCandidate("842163049", 2, "tcp", 1677729535, "2001:db8::7", 46154, "srflx", "Es+w"), candidate);
    }

    @Test
    void aCandidateNeedNotNameItsUsernameFragment() throws Exception {
        assertNull(CandidateParser.parse(VALID).usernameFragment());
    }

    @Test
    void theAttributePrefixMakesNoDifference() throws Exception {
        assertEquals(CandidateParser.parse(VALID), CandidateParser.parse("a=" + VALID));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ' 1 UDP'     | ' 0 UDP'               | component must be a number from 1 to 256
        ' 1 UDP'     | ' 257 UDP'             | component must be a number from 1 to 256
        ' 1 UDP'     | ' -1 UDP'              | component must be a number from 1 to 256
        ' 1 UDP'     | ' x UDP'               | component must be a number from 1 to 256
        UDP          | SCTP                   | transport must be UDP or TCP
        2122260223   | 4294967296             | priority must be a number from 0 to 4294967295
        2122260223   | 0x10                   | priority must be a number from 0 to 4294967295
        192.0.2.1    | 192.0.2                | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        192.0.2.1    | 192.0.2.256            | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        192.0.2.1    | 192.0.02.1             | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        192.0.2.1    | [2001:db8::1]          | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        192.0.2.1    | 2001:db8::1::2         | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        192.0.2.1    | 0x7f000001             | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        192.0.2.1    | -bad.example           | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        192.0.2.1    | a..example             | address must be an IPv4 or IPv6 address, a domain name or <uuid>.local
        54321        | 65536                  | port must be a number from 0 to 65535
        54321        | -1                     | port must be a number from 0 to 65535
        typ          | type                   | typ must follow the port
        host         | local                  | type must be host, srflx, prflx or relay
        ' typ host'  | ''                     | typ is missing
        ' host'      | ''                     | type is missing
        host         | 'host  generation 0'   | extension is missing or has a character that is not printable ASCII
        host         | host raddr 0.0.0.0 rport 65536 | rport must be a number from 0 to 65535
        host         | host generation x      | generation must be a number from 0 to 4294967295
        host         | host tcptype both      | tcptype must be active, passive or so
        host         | host ufrag abc         | ufrag must be 4 to 256 letters, digits, '+' or '/'
        host         | host ufrag abcd ufrag efgh | ufrag must not stand twice
        candidate:   | candidat:              | candidate does not begin with 'candidate:'
        """)
    void aBadPartIsNamed(String original, String bad, String message) {
        MalformedCandidate refused = refused(VALID.replace(original, bad));

        assertEquals(message, refused.getMessage());
        assertTrue(message.startsWith(refused.part()));
        assertEquals(0, refused.getStackTrace().length);
    }

    @Test
    void aLineEndBehindItIsTakenOff() throws Exception {
        assertEquals(CandidateParser.parse(VALID), CandidateParser.parse(VALID + "\r\n"));
        assertEquals(CandidateParser.parse(VALID), CandidateParser.parse(VALID + "\n"));
        refused(VALID + "\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a+1/         | ''                     | candidate-form
        a+1/         | H-c0a8_1               | candidate-form
        a+1/         | 123456789012345678901234567890123 | candidate-form
        UDP          | ssltcp                 | candidate-form
        UDP          | tcp                    | candidate-form
        2122260223   | 0                      | candidate-form
        2122260223   | 4294967295             | candidate-form
        54321        | 0                      | candidate-form
        192.0.2.1    | fe80::1%eth0           | candidate-form
        192.0.2.1    | robot-7.local          | candidate-name
        host         | 'host '                | trailing-space
        host         | host generation        | candidate-form
        host         | host raddr x!y rport 1 | candidate-form
        192.0.2.1    | robot_7.local          | candidate-name
        192.0.2.1    | media_server           | candidate-name
        host         | host ufrag zlm_12      | ice-characters
        """)
    void whatReceiversTakeIsNotedOnly(String original, String odd, String rule) throws Exception {
        Set<String> noted = new TreeSet<>();

        CandidateParser.parse(VALID.replace(original, odd), found -> noted.add(found.id()));

        assertEquals(Set.of(rule), noted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r", "\u0000", "\t", "\u00e9", "\u2028"})
    void lineEndsControlsAndNonAsciiAreRefusedEverywhere(String bad) {
        for (int at = 0; at < VALID.length(); at++) {
            refused(VALID.substring(0, at) + bad + VALID.substring(at));
        }
        refused(VALID + " name va" + bad + "lue");
    }

    @Test
    void portZeroIsForTcp() throws Exception {
        assertEquals(
                0,
                CandidateParser.parse(VALID.replace("UDP", "tcp").replace("54321", "0") + " tcptype active")
                        .port());
    }

    @Test
    void anMdnsNameIsForHostCandidates() throws Exception {
        assertTrue(CandidateParser.parse(VALID.replace("192.0.2.1", MDNS)).isMdns());
        assertFalse(CandidateParser.parse(VALID).isMdns());

        Set<Rule> noted = EnumSet.noneOf(Rule.class);
        CandidateParser.parse(
                VALID.replace("192.0.2.1", MDNS.toUpperCase(Locale.ROOT)).replace("host", "relay"), noted::add);

        assertEquals(Set.of(Rule.CANDIDATE_NAME), noted);
    }

    @Test
    void aCandidateOverAThousandBytesIsTooLarge() throws Exception {
        String longest = VALID + " x-fill " + "x".repeat(1024 - VALID.length() - 8);

        assertEquals(1, CandidateParser.parse(longest).component());
        assertTrue(refused(longest + "x").isTooLarge());
    }

    @Test
    void aCandidateShowsNoAddress() throws Exception {
        assertEquals("IceCandidate[host udp]", CandidateParser.parse(VALID).toString());
    }

    private static MalformedCandidate refused(String candidate) {
        return assertThrows(MalformedCandidate.class, () -> CandidateParser.parse(candidate), candidate);
    }
}
