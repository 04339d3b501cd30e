package io.beckon.transport.whip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpTextTest {

    /** RFC 8866 section 5.2 bounds no number. */
    @ParameterizedTest
    @CsvSource({"2, 3", "9223372036854775807, 9223372036854775808", "18446744073709551616, 18446744073709551617"})
    void aRestartCountsOnHoweverFarTheVersionIs(String version, String next) {
        String offer = Broadcasts.offer("alic", "sendonly", "audio").replace(" 2 IN IP4", " " + version + " IN IP4");
        String restarted =
                SdpText.of(offer).restarted("newu", Broadcasts.PASSWORD).text();
        assertTrue(restarted.contains(" " + next + " IN IP4"), restarted);
    }

    @Test
    void thatThereAreNoMoreCandidatesIsSaidOfNoneToo() { // W10
        String answer = Broadcasts.answer("vera", "recvonly", "audio", "video");
        String whole = SdpText.of(answer).withCandidates(List.of(), true).text();
        int video = whole.indexOf("m=video");
        assertTrue(whole.substring(0, video).endsWith("a=end-of-candidates\r\n"), whole);
        assertFalse(whole.substring(video).contains("end-of-candidates"), whole);
        assertEquals(whole, SdpText.of(whole).withCandidates(List.of(), true).text());
    }

    @Test
    void whatHoldsForAllIsSaidWhereSomethingTakesPart() {
        String answer = Broadcasts.answer("vera", "recvonly", "application", "audio")
                .replace("m=application 9", "m=application 0");
        SdpText whole = SdpText.of(answer).withCandidates(List.of(), true);
        int audio = whole.text().indexOf("m=audio");
        assertFalse(whole.text().substring(0, audio).contains("end-of-candidates"), whole::text);
        String fragment = whole.fragment();
        assertTrue(fragment.contains("m=audio 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:1\r\na=end-of-candidates\r\n"), fragment);
        assertFalse(fragment.contains("m=application"), fragment);
    }

    @Test
    void onlyAnEndOrALiteSideWithAddressesSaysThatNoMoreCome() {
        String answer = Broadcasts.answer("vera", "recvonly", "audio");
        String told = answer + "a=" + Broadcasts.CANDIDATE + "\r\n";
        assertFalse(SdpText.of(told.replace("a=ice-options:trickle\r\n", "")).isComplete());
        assertTrue(SdpText.of(told + "a=end-of-candidates\r\n").isComplete());
        assertTrue(SdpText.of(told.replace("s=-\r\n", "s=-\r\na=ice-lite\r\n")).isComplete());
        assertFalse(
                SdpText.of(answer.replace("s=-\r\n", "s=-\r\na=ice-lite\r\n")).isComplete());
    }

    /** As ZLMediaKit says it, in its m-sections only; others put a value behind it. */
    @ParameterizedTest
    @CsvSource({"'s=-', 'a=ice-lite'", "'a=mid:0', 'a=ice-lite'", "'a=mid:0', 'a=ice-lite:ice-lite'"})
    void aLiteSideIsOneWhereverItSaysSo(String before, String lite) {
        String answer = Broadcasts.answer("vera", "recvonly", "audio") + "a=" + Broadcasts.CANDIDATE + "\r\n";
        assertFalse(SdpText.of(answer).fragment().contains("a=ice-lite"), answer);
        SdpText said = SdpText.of(answer.replace(before + "\r\n", before + "\r\n" + lite + "\r\n"));
        assertTrue(said.isComplete(), said::text);
        String fragment = said.fragment();
        int told = fragment.indexOf("a=ice-lite\r\n");
        assertTrue(told >= 0 && told < fragment.indexOf("m="), fragment);
    }

    /** A group of which a source is not described goes (RFC 5576 section 4.2); one of another m-section describes nothing here. */
    @ParameterizedTest
    @CsvSource({
        "FID 1 2, a=ssrc:1 cname:a;a=ssrc:2 cname:a, true",
        "FID 1 2, a=ssrc:1 cname:a, false",
        "FID 1 22, a=ssrc:1 cname:a;a=ssrc:2 cname:a, false",
        "SIM 1, a=ssrc:1 cname:a, true"
    })
    void groupsOfSourcesAreLeftOutUnlessEachIsDescribed(String group, String sources, boolean stays) {
        String head =
                "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=ssrc:22 cname:a\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n";
        String described = sources.replace(";", "\r\n") + "\r\n";
        String whole = head + "a=ssrc-group:" + group + "\r\n" + described;
        assertEquals(
                stays ? whole : head + described, SdpText.of(whole).mended().text());
    }
}
