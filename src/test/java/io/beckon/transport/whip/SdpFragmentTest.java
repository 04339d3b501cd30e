package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.protocol.ServerMessage.IceServer;
import io.beckon.sdp.CandidatePolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

class SdpFragmentTest {

    private static SdpFragment parse(String text) {
        return SdpFragment.parse(text, CandidatePolicy.OPEN);
    }

    @Test
    void candidatesHaveTheMidOfTheirSectionWhereverItStands() {
        SdpFragment fragment = parse("a=ice-ufrag:EsAw\r\na=ice-pwd:" + PASSWORD + "\r\nm=audio 9 RTP/AVP 0\r\na="
                + CANDIDATE + "\r\na=mid:a1\r\nm=video 9 RTP/AVP 0\r\na=end-of-candidates\r\n");
        assertEquals("EsAw", fragment.usernameFragment());
        assertEquals(PASSWORD, fragment.password());
        assertEquals(List.of(new Trickled("a1", -1, CANDIDATE), new Trickled(null, 1, "")), fragment.candidates());
    }

    /** As in descriptions: what receivers take beside ice-chars. */
    @Test
    void credentialsHaveTheCharactersThatDescriptionsMayHave() {
        String odd = "=#-_" + PASSWORD;
        assertEquals(odd, parse("a=ice-ufrag:=#-_\r\na=ice-pwd:" + odd + "\r\n").password());
    }

    @Test
    void theEndAloneIsAFragmentAndEmptyLinesDoNoHarm() {
        SdpFragment fragment = parse("\na=end-of-candidates");
        assertNull(fragment.usernameFragment());
        assertTrue(fragment.candidates().get(0).isEnd());
    }

    @Test
    void candidatesThatThePolicyDeniesAreLeftOutToo() {
        CandidatePolicy relayOnly = new CandidatePolicy(List.of(), List.of(), true);
        SdpFragment fragment = SdpFragment.parse("a=" + CANDIDATE + "\r\na=end-of-candidates\r\n", relayOnly);
        assertEquals(List.of(new Trickled(null, 0, "")), fragment.candidates());
    }

    @Test
    void whatCannotBeReadIsNamedAndUnknownTransportsAreLeftOut() {
        assertEquals(
                List.of(),
                parse("a=candidate:1 1 dccp 1 192.0.2.1 1 typ host\r\n").candidates());
        for (String bad : List.of("", "\r\n", "x", "a=mid:0", "a=ice-ufrag:EsAw\r\n", "a=ice-ufrag:E w\r\n")) {
            assertThrows(IllegalArgumentException.class, () -> parse(bad), bad);
        }
        String many = ("a=" + CANDIDATE + "\r\n").repeat(SdpFragment.MOST_CANDIDATES + 1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> parse(many))
                .getMessage()
                .startsWith("line 65 "));
    }

    @Test
    void iceServersAreLinks() {
        assertEquals(
                List.of(
                        "<stun:stun.example>; rel=\"ice-server\"",
                        "<turn:t.example?transport=udp>; rel=\"ice-server\"; username=\"u\\\"1\"; credential=\"c\";"
                                + " credential-type=\"password\""),
                IceLinks.of(List.of(
                        new IceServer(List.of("stun:stun.example"), null, null),
                        new IceServer(List.of("turn:t.example?transport=udp"), "u\"1", "c"))));
    }
}
