package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SdpParserTest {

    private static final SdpParser PARSER = new SdpParser(SdpLimits.DEFAULTS);

    private final Fixture offer = Fixture.named("load-generator-offer");

    @ParameterizedTest
    @ValueSource(strings = {"ice-ufrag", "ice-pwd", "setup", "mid", "sctp-port", "sendrecv"})
    void whatIsSaidTwiceInTheSameWayIsNotedOnly(String attribute) throws Exception {
        String text = offer.text();
        String line = text.lines()
                .filter(each -> each.startsWith("a=" + attribute))
                .findFirst()
                .orElseThrow();
        List<Rule> noted = new ArrayList<>();
        Findings findings = new Findings() {
            @Override
            public void refused(MalformedDescription refusal) throws MalformedDescription {
                throw refusal;
            }

            @Override
            public void note(Rule rule, int number, String message) {
                noted.add(rule);
            }
        };

        String repeated = text.replaceFirst(line + "\r\n", line + "\r\na=x\r\n" + line + "\r\n");
        PARSER.parse(repeated, DescriptionType.OFFER, findings);

        assertEquals(List.of(Rule.ATTRIBUTE_REPEATED), noted);
        assertDoesNotThrow(() -> parse(repeated.replace("\r\n", "\n")));
    }

    @Test
    void aFingerprintOfAnUnknownHashFunctionIsNotEnough() {
        offer.replace("a=fingerprint", "a=fingerprint:sha-999 " + "00:".repeat(19) + "00");

        assertEquals(
                "line 9: the m-section has no a=fingerprint of sha-256 or stronger",
                refused(offer.text()).getMessage());
    }

    @Test
    void aBundledSectionTakesItsTransportFromTheFirstOne() throws Exception {
        String[] bundled = offer.text().split("m=video", 2);
        String video = bundled[1].replaceAll("a=(ice-ufrag|ice-pwd|fingerprint|setup|rtcp-mux).*\r\n", "");

        assertEquals(3, parse(bundled[0] + "m=video" + video).mediaSections());
    }

    @Test
    void anUnbundledSectionNeedsATransportOfItsOwn() {
        String[] unbundled = offer.text().replace("BUNDLE 0 1 2", "BUNDLE 0 1").split("m=application", 2);
        String data = unbundled[1].replaceAll("a=ice-(ufrag|pwd).*\r\n", "");

        assertEquals(
                "the m-section has no a=ice-ufrag",
                refused(unbundled[0] + "m=application" + data).reason());
    }

    @Test
    void aPasswordWithoutUsernameFragmentIsRefusedEvenInABundle() {
        int at = offer.text().lastIndexOf("a=ice-ufrag:EsAw\r\n");
        String half = offer.text().substring(0, at) + offer.text().substring(at + "a=ice-ufrag:EsAw\r\n".length());

        assertEquals("the m-section has no a=ice-ufrag", refused(half).reason());
    }

    @Test
    void rtcpMuxOnlyNeedsRtcpMux() {
        offer.replace("a=rtcp-mux", "a=rtcp-mux-only");

        assertEquals(
                "line 9: the m-section has rtcp-mux-only without rtcp-mux",
                refused(offer.text()).getMessage());
    }

    @Test
    void aMidThatIsTakenIsRefused() {
        int line = offer.replace("a=mid:1", "a=mid:0");

        assertEquals(
                "line " + line + ": the mid '0' is taken by the m-section at line 9",
                refused(offer.text()).getMessage());
    }

    @Test
    void anAnswerMustDecideWhoSetsUpDtls() {
        int line = offer.lines().indexOf("a=setup:actpass") + 1;

        MalformedDescription refused =
                assertThrows(MalformedDescription.class, () -> PARSER.parse(offer.text(), DescriptionType.PRANSWER));

        assertEquals("line " + line + ": setup must be active or passive in an answer", refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"active", "passive"})
    void anAnswerThatDecidesIsAccepted(String setup) throws Exception {
        String answer = offer.text().replace("setup:actpass", "setup:" + setup);

        assertEquals(3, PARSER.parse(answer, DescriptionType.ANSWER).mediaSections());
    }

    @Test
    void distinctUsernameFragmentsAreKeptInOrder() throws Exception {
        offer.replace("a=ice-ufrag:EsAw", "a=ice-ufrag:zzzz");

        assertEquals(List.of("zzzz", "EsAw"), parse(offer.text()).usernameFragments());
    }

    @Test
    void lineFeedsAloneAreTolerated() throws Exception {
        assertEquals(parse(offer.text()), parse(offer.text().replace("\r\n", "\n")));
    }

    @Test
    void aMissingFinalLineEndAndEmptyLinesAtTheEndAreRefused() {
        int last = offer.lines().size();

        assertEquals(
                "line " + last + ": the last line does not end with CRLF",
                refused(offer.text().strip()).getMessage());
        assertEquals(
                "line " + (last + 1) + ": an empty line follows the last one",
                refused(offer.text() + "\r\n\n").getMessage());
    }

    @Test
    void whatIsWrongInASectionThatIsBundledOnlyIsRefused() {
        String section = "m=video 0 UDP/TLS/RTP/SAVPF 96\r\na=mid:9\r\na=setup:maybe\r\n";
        String next = "m=video 0 RTP/AVP 96\r\na=mid:10\r\n";

        assertEquals(
                "setup must be active, passive or actpass",
                refused(offer.text() + section + "a=bundle-only\r\n" + next).reason());
        assertEquals(
                Rule.PAYLOAD_TYPE,
                refused(offer.text() + section + next.replace("96", "300")).rule());
    }

    @Test
    void anEmptyLineInTheMiddleIsRefused() {
        int line = offer.replace("a=mid:0", "", "a=mid:0");

        assertEquals(
                "line " + line + ": the line is empty", refused(offer.text()).getMessage());
    }

    @Test
    void anEmptyDescriptionIsRefused() {
        assertEquals("line 1: the description is empty", refused("").getMessage());
        assertEquals(
                "line 1: an empty line follows the last one", refused("\r\n").getMessage());
        assertEquals("line 1: the o= line is missing", refused("v=0\r\n").getMessage());
    }

    @ParameterizedTest
    @ValueSource(chars = {0, 1, '\t', 0x0b, 0x1f, 0x7f})
    void aControlCharacterIsRefused(char control) {
        int line = offer.replace("a=extmap-allow-mixed", "a=tool:x" + control + "y");

        assertEquals(
                "line " + line + ": a control character (code " + (int) control + ") is not allowed",
                refused(offer.text()).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "n\u00f6t plain"})
    void aCarriageReturnAloneIsRefused(String name) {
        offer.replace("s=", "s=" + name);
        int line = offer.replace("a=extmap-allow-mixed", "a=tool:x\ra=sendrecv");

        assertEquals(
                "line " + line + ": a carriage return stands without a line feed",
                refused(offer.text()).getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ufeffv=0", "hello", " v=0", "v =0"})
    void textBeforeTheVersionIsRefused(String first) {
        offer.replace("v=0", first);

        assertEquals(1, refused(offer.text()).line());
    }

    @Test
    void nonAsciiTextIsAcceptedInFreeTextOnly() throws Exception {
        offer.replace("s=", "s=\u4f1a\u8b70 \ud83d\udcde");
        assertEquals(3, parse(offer.text()).mediaSections());

        int line = offer.replace("a=mid:0", "a=mid:\u4f1a");
        assertEquals(line, refused(offer.text()).line());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e4", "x\u00e4", "\u4f1a:x", "a b:c"})
    void anAttributeNameIsAToken(String name) {
        int line = offer.replace("a=extmap-allow-mixed", "a=" + name);

        assertEquals(
                "line " + line + ": a= must be <name> or <name>:<value>",
                refused(offer.text()).getMessage());
    }

    @Test
    void secretsAndAddressesStayOutOfMessages() {
        offer.replace("a=ice-pwd", "a=ice-pwd:hunter2.hunter2.hunter2.hunter2");
        assertFalse(refused(offer.text()).getMessage().contains("hunter2"));

        offer.replace("a=ice-pwd", "a=candidate:1 1 udp 1 10.11.12.13 70000 typ host");
        assertFalse(refused(offer.text()).getMessage().contains("10.11"));
    }

    @Test
    void anExcerptIsShortAndPrintable() {
        offer.replace("m=audio", "m=\u00e4" + "x".repeat(10_000) + " 9 UDP/TLS/RTP/SAVPF 0");

        String reason = refused(offer.text()).reason();

        assertEquals("there is no media type '??" + "x".repeat(30) + "...'", reason);
    }

    @Test
    void aDescriptionOverALimitIsTooLarge() {
        assertTooLarge(new SdpLimits(1899, 9999, 99, 99), "the description has more than 1899 bytes", 1);
        assertTooLarge(new SdpLimits(9999, 20, 99, 99), "the description has more than 20 lines", 21);
        assertTooLarge(new SdpLimits(9999, 9999, 2, 99), "the description has more than 2 m-sections", 54);
        offer.replace("a=mid:0", "a=mid:0", "a=candidate:1 1 udp 1 192.0.2.1 9 typ host");
        assertTooLarge(new SdpLimits(9999, 9999, 3, 0), "the description has more than 0 candidates", 18);
    }

    @Test
    void bytesAreCountedInUtf8() {
        String text = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=\u4f1a\r\nt=0 0\r\n";
        SdpParser exact = new SdpParser(new SdpLimits(text.length() + 2, 9, 9, 9));
        SdpParser less = new SdpParser(new SdpLimits(text.length() + 1, 9, 9, 9));

        assertTrue(assertThrows(MalformedDescription.class, () -> less.parse(text, DescriptionType.OFFER))
                .isTooLarge());
        assertEquals(0, assertParses(exact, text).mediaSections());
    }

    @Test
    void aRefusalHasNoStackTrace() {
        assertEquals(0, refused("x").getStackTrace().length);
    }

    @Test
    void aDescriptionShowsNothingOfItself() throws Exception {
        assertEquals(
                "SessionDescription[3 m-sections, 0 candidates]",
                parse(offer.text()).toString());
    }

    private void assertTooLarge(SdpLimits limits, String reason, int line) {
        MalformedDescription refused = assertThrows(
                MalformedDescription.class, () -> new SdpParser(limits).parse(offer.text(), DescriptionType.OFFER));
        assertTrue(refused.isTooLarge());
        assertEquals(reason, refused.reason());
        assertEquals(line, refused.line());
    }

    private static SessionDescription assertParses(SdpParser parser, String text) {
        return assertDoesNotThrow(() -> parser.parse(text, DescriptionType.OFFER));
    }

    private static SessionDescription parse(String text) throws MalformedDescription {
        return PARSER.parse(text, DescriptionType.OFFER);
    }

    private static MalformedDescription refused(String text) {
        return assertThrows(MalformedDescription.class, () -> parse(text));
    }
}
