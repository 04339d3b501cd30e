package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatePolicyTest {

    private static final String MDNS = "3d1f0a62-7b8e-4c51-9a40-d27be6f8135c.local";

    @Test
    void withoutListsEveryAddressPasses() throws Exception {
        assertNull(CandidatePolicy.OPEN.refusal(host("10.0.0.1")));
    }

    @Test
    void aDeniedAddressIsRefused() throws Exception {
        CandidatePolicy policy = policy("10.0.0.0/8 fd00::/8", "");

        assertNotNull(policy.refusal(host("10.0.0.1")));
        assertNotNull(policy.refusal(host("fd12::1")));
        assertNotNull(policy.refusal(host("::ffff:10.0.0.1")));
        assertNull(policy.refusal(host("192.0.2.1")));
    }

    @Test
    void anAllowedAddressIsAnExceptionFromTheDenied() throws Exception {
        CandidatePolicy policy = policy("10.0.0.0/8", "10.7.0.0/16");

        assertNull(policy.refusal(host("10.7.0.1")));
        assertNotNull(policy.refusal(host("10.8.0.1")));
        assertNull(policy.refusal(host("192.0.2.1")));
    }

    @Test
    void withNothingDeniedOnlyTheAllowedPass() throws Exception {
        CandidatePolicy policy = policy("", "10.7.0.0/16");

        assertNull(policy.refusal(host("10.7.0.1")));
        assertNotNull(policy.refusal(host("192.0.2.1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {MDNS, "turn.example.org"})
    void namesAreNotResolvedAndPass(String name) throws Exception {
        assertNull(policy("0.0.0.0/0 ::/0", "").refusal(host(name)));
    }

    @Test
    void relayOnlyRefusesEveryOtherType() throws Exception {
        CandidatePolicy policy = new CandidatePolicy(List.of(), List.of(Cidr.parse("10.0.0.0/8")), true);

        assertEquals("only relay candidates are allowed, not host", policy.refusal(host("10.0.0.1")));
        assertNotNull(policy.refusal(host(MDNS)));
        assertNull(policy.refusal(candidate("10.0.0.1", "relay")));
        assertNotNull(policy.refusal(candidate("192.0.2.1", "relay")));
    }

    @Test
    void theReasonNamesNoAddress() throws Exception {
        assertFalse(policy("10.0.0.0/8", "").refusal(host("10.0.0.1")).contains("10."));
    }

    @Test
    void theFirstRefusedCandidateOfADescriptionIsNamedByItsLine() throws Exception {
        SessionDescription answer = Fixture.named("janus-answer").parse(DescriptionType.ANSWER);

        RefusedCandidate refused = policy("203.0.113.0/24", "").refusal(answer);

        assertNotNull(refused);
        assertEquals(
                "line 25: candidates of type srflx with this address are not allowed (beckon.candidates)",
                refused.message());
        assertNull(CandidatePolicy.OPEN.refusal(answer));
    }

    private static CandidatePolicy policy(String deny, String allow) {
        return new CandidatePolicy(blocks(deny), blocks(allow), false);
    }

    private static List<Cidr> blocks(String text) {
        return Stream.of(text.split(" "))
                .filter(block -> !block.isEmpty())
                .map(Cidr::parse)
                .toList();
    }

    private static IceCandidate host(String address) throws MalformedCandidate {
        return candidate(address, "host");
    }

    private static IceCandidate candidate(String address, String type) throws MalformedCandidate {
        return CandidateParser.parse("candidate:1 1 udp 1 " + address + " 9 typ " + type);
    }
}
