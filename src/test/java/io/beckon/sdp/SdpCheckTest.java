package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SdpCheckTest {

    private static final SdpCheck CHECK = new SdpCheck(SdpLimits.DEFAULTS, CandidatePolicy.OPEN);

    private final Fixture offer = Fixture.named("load-generator-offer");

    @Test
    void aGoodDescriptionHasNoFindings() {
        SdpCheck.Report report = CHECK.description(offer.text(), DescriptionType.OFFER, null);

        assertTrue(report.accepted());
        assertEquals(List.of(), report.findings());
    }

    @Test
    void allFindingsAreSaidInTheOrderOfTheirLines() {
        offer.replace("v=0", "v=1");
        offer.replace("c=");
        offer.replace("a=ice-ufrag", "a=ice-ufrag:zlm_12");
        offer.replace("a=ice-pwd", "a=ice-pwd:short");
        offer.replace("a=msid:", "a=rtcp-mux:1");

        SdpCheck.Report report = CHECK.description(offer.text(), DescriptionType.OFFER, null);

        assertFalse(report.accepted());
        assertEquals(
                List.of(
                        "1 refused version",
                        "9 warning no-connection-line",
                        "9 refused ice-credentials",
                        "11 note ice-characters",
                        "12 refused ice-credentials",
                        "20 note flag-value"),
                report.findings().stream()
                        .map(finding ->
                                finding.line() + " " + finding.severity().wireName() + " " + finding.rule())
                        .toList());
    }

    @Test
    void whatIsMissingInTheSessionIsSaidOnce() {
        offer.replace("s=");

        assertEquals(
                1,
                CHECK.description(offer.text(), DescriptionType.OFFER, null)
                        .findings()
                        .size());
    }

    @Test
    void readingGoesOnBehindALineThatCannotBeRead() {
        offer.replace("a=extmap-allow-mixed", "a=x\u0001y", "", "no line");

        assertEquals(
                List.of("control-character", "line-form", "line-form"),
                CHECK.description(offer.text(), DescriptionType.OFFER, null).findings().stream()
                        .map(Finding::rule)
                        .toList());
    }

    @Test
    void manyFindingsAreCutAndItIsSaid() {
        String text = offer.text() + "a=fmtp:111 \r\na=nobody knows\r\n".repeat(200);

        List<Finding> findings =
                CHECK.description(text, DescriptionType.OFFER, null).findings();

        assertEquals(SdpCheck.MOST_FINDINGS + 1, findings.size());
        Finding last = findings.get(SdpCheck.MOST_FINDINGS);
        assertEquals("note", last.severity().wireName());
        assertNull(last.line());
        assertTrue(last.message().contains("more than 100"), last::message);
    }

    @Test
    void anAnswerIsComparedWithItsOffer() {
        String answer = offer.text().replace("setup:actpass", "setup:active");

        assertEquals(List.of(), rules(answer, offer.text()));
        assertEquals(
                List.of("answer-sections"),
                rules(answer, offer.text().replace("a=mid:1", "a=mid:x").replace("BUNDLE 0 1", "BUNDLE 0 x")));
        assertEquals(List.of("answer-sections"), rules(answer, answer.replace("m=application", "m=nothing")));
        assertEquals(List.of("answer-sections"), rules(answer, "nothing"));
    }

    private static List<String> rules(String answer, String offer) {
        return CHECK.description(answer, DescriptionType.ANSWER, offer).findings().stream()
                .map(Finding::rule)
                .toList();
    }

    @Test
    void theCandidatePolicySeesWhatIsPassedOn() throws Exception {
        CandidatePolicy policy =
                new CandidatePolicy(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fe80::/10")), List.of(), false);
        SdpCheck check = new SdpCheck(SdpLimits.DEFAULTS, policy);
        for (String candidate : List.of(
                "1 1 ssltcp 1 10.0.0.1 443 typ host",
                "1 999 udp 1 10.0.0.1 443 typ host",
                "1 1 udp 1 fe80::1%eth0 443 typ host",
                "1 1 udp 1 [fe80::1] 443 typ host",
                "1 1 udp 1 10.0.0.01 443 typ host",
                "1 1 udp 1 0x0a000001 443 typ host",
                "1 1 udp 1 167772161 443 typ host")) {
            Fixture with = Fixture.named("load-generator-offer");
            int line = with.replace("a=mid:0", "a=mid:0", "a=candidate:" + candidate) + 1;

            SdpCheck.Report report = check.description(with.text(), DescriptionType.OFFER, null);

            assertTrue(
                    CHECK.description(with.text(), DescriptionType.OFFER, null).accepted(), candidate);
            assertTrue(
                    report.findings().stream()
                            .anyMatch(finding -> finding.rule().equals("candidate-policy")
                                    && Integer.valueOf(line).equals(finding.line())),
                    candidate);
        }
    }

    @Test
    void aCandidateThatCannotBeReadIsDeniedWhereAPolicyIsSet() throws Exception {
        String rejected = offer.text() + "m=video 0 RTP/AVP 120\r\na=mid:9\r\na=candidate:garbage\r\n";
        CandidatePolicy relayOnly = new CandidatePolicy(List.of(), List.of(), true);
        SessionDescription description = new SdpParser(SdpLimits.DEFAULTS).parse(rejected, DescriptionType.OFFER);

        assertNull(CandidatePolicy.OPEN.refusal(description));
        assertEquals(
                "candidates that cannot be read are not allowed",
                relayOnly.refusal(description).reason());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a=ice-pwd:hunter2hunter2hunter2hunter2                          | a=ice-pwd...
        a=ice-pwd hunter2hunter2hunter2hunter2                          | a=ice-pwd...
        a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:hunter2               | a=crypto...
        k=clear:hunter2                                                 | k=...
        o=alice 123 4 IN IP4 192.0.2.7                                  | o=... 123 4 IN IP4 ...
        c=IN IP6 2001:db8::7                                            | c=IN IP6 ...
        a=rtcp:9 IN IP4 host7                                           | a=rtcp:9 IN IP4 ...
        a=candidate:1 1 udp 1 192.0.2.700 9 typ host                    | a=candidate... 1 udp 1 ... 9 typ host
        candidate:77 1 UDP 2 printer 9 typ srflx raddr fd00::1 rport 9  | candidate... 1 UDP 2 ... 9 typ srflx raddr ... rport 9
        a=x-seen:from 192.0.2.7 and 2001:db8::7                         | a=x-seen:from ... and ...
        a=rtpmap:111 opus/48000/2                                       | a=rtpmap:111 opus/48000/2
        """)
    void secretsAndAddressesStayOutOfExcerpts(String line, String shown) {
        assertEquals(shown, LineExcerpt.of(line));
    }
}
