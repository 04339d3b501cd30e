package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms that WebRTC stacks other than today's browsers give to their descriptions and candidates. */
class StacksTest {

    @ParameterizedTest
    @CsvSource({
        "roamhq-wrtc-offer, OFFER, 2, 3",
        "werift-offer, OFFER, 1, 1",
        "werift-empty-answer, ANSWER, 0, 0",
        "libdatachannel-offer, OFFER, 3, 2",
        "aiortc-answer, ANSWER, 2, 3",
        "gstreamer-webrtcbin-offer, OFFER, 2, 0",
        "janus-answer, ANSWER, 2, 3",
        "zlmediakit-answer, ANSWER, 2, 4",
        "firefox-mdns-offer, OFFER, 1, 3",
        "all-stopped-offer, OFFER, 2, 0",
        "whole-grammar-offer, OFFER, 1, 0",
        "load-generator-offer, OFFER, 3, 0"
    })
    void itsDescriptionIsAccepted(String name, DescriptionType type, int mediaSections, int candidates)
            throws Exception {
        SessionDescription description = Fixture.named(name).parse(type);

        assertEquals(mediaSections, description.mediaSections());
        assertEquals(candidates, description.candidates().size());
    }

    @Test
    void whatTheServiceNeedsIsKept() throws Exception {
        SessionDescription description = Fixture.named("janus-answer").parse(DescriptionType.ANSWER);

        assertEquals(1732270112843519L, description.sessionId());
        assertEquals(1, description.sessionVersion());
        assertEquals(List.of("cR5v"), description.usernameFragments());
        assertEquals(23, description.candidates().get(0).line());
        assertEquals(
                "198.51.100.200", description.candidates().get(0).candidate().address());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=candidate:1 1 UDP 2114977791 198.51.100.61 35127 typ host",
                "candidate:32b1715da3b0ef8ba684454eb 1 udp 2116026367 198.51.100.2 37176 typ host generation 0 ufrag 9a4b",
                "candidate:3077952869 1 udp 2122265343 2001:db8::2 36484 typ host generation 0 ufrag M3kg network-id 2",
                "candidate:559267639 1 udp 2122136831 ::1 33540 typ host generation 0 ufrag /0hS network-id 4",
                "candidate:2 1 tcp 1015021823 198.51.100.200 0 typ host tcptype active",
                "candidate:9 1 TCP 1015021823 198.51.100.200 9 typ host tcptype active",
                "candidate:1 1 UDP 2015363327 fe80::5054:ff:fe12:3456 45177 typ host",
                "candidate:7 2 UDP 1685987326 203.0.113.5 51052 typ srflx raddr 0.0.0.0 rport 0",
                "candidate:7 1 udp 41885439 203.0.113.9 60112 typ relay raddr 0.0.0.0 rport 9 generation 0 network-cost 999",
                "candidate:8 1 udp 1 ::ffff:203.0.113.5 1 typ prflx",
                "candidate:8 256 udp 2147483647 turn-7.example.org 65535 typ relay raddr host.example rport 1",
                "candidate:0 1 UDP 2122252543 3d1f0a62-7b8e-4c51-9a40-d27be6f8135c.local 40122 typ host"
            })
    void itsCandidateIsAccepted(String candidate) throws Exception {
        assertTrue(CandidateParser.parse(candidate).priority() > 0);
    }

    @Test
    void theLoadGeneratorsCandidateIsAccepted() throws Exception {
        IceCandidate candidate = CandidateParser.parse(
                "candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx"
                        + " raddr 192.0.2.5 rport 46154 generation 0 ufrag EsAw network-cost 999 x-bench 81723918273:17:4:2:0");

        assertEquals("EsAw", candidate.usernameFragment());
    }
}
