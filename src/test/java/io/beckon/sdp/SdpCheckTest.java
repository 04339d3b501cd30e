package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
                        "11 note ice-characters",
                        "12 refused ice-credentials",
                        "20 note flag-value"),
                report.findings().stream()
                        .map(finding ->
                                finding.line() + " " + finding.severity().wireName() + " " + finding.rule())
                        .toList());
    }

    @Test
    void whoSaysInAnMSectionThatItIsLiteIsTold() {
        offer.replace("a=ice-ufrag:", "a=ice-ufrag:EsAw", "a=ice-lite");
        assertEquals(List.of("13 lite-section"), found());
    }

    private List<String> found() {
        return found(CHECK.description(offer.text(), DescriptionType.OFFER, null));
    }

    private static List<String> found(SdpCheck.Report report) {
        return report.findings().stream()
                .map(finding -> finding.line() + " " + finding.rule())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a=ice-ufrag     | a=ice-ufrag:a               | ice-credentials
        a=ice-ufrag     | a=ice-ufrag                 | attribute-form
        a=ice-pwd       | a=ice-pwd:short             | ice-credentials
        a=fingerprint   | a=fingerprint:sha-256 00    | fingerprint
        a=fingerprint   | a=fingerprint:md5 00        | broken-hash
        a=setup         | a=setup:ACTPASS             | setup
        c=              | c=IN IP4 nowhere:           | address
        a=mid:0         | a=mid:a b                   | mid
        a=mid:0         | a=mid                       | attribute-form
        """)
    void whatIsGarbledIsNotMissingToo(String beginning, String garbled, String rule) {
        int line = offer.replace(beginning, garbled);

        assertEquals(List.of(line + " " + rule), found());
    }

    @Test
    void whatIsGarbledInTheSessionIsNotMissingInItsSections() {
        offer.replace("a=ice-pwd");
        int line = offer.replace("a=group", "a=ice-pwd:short", "a=group:BUNDLE 0 1 2");

        assertEquals(List.of(line + " ice-credentials"), found());
    }

    @Test
    void aSectionWhoseMidIsTakenMayBeMeantByBundle() {
        String second = offer.lines().stream()
                .filter(each -> each.startsWith("a=mid:") && !each.equals("a=mid:0"))
                .findFirst()
                .orElseThrow();
        int line = offer.replace(second, "a=mid:0");

        assertEquals(List.of(line + " mid"), found());
    }

    @Test
    void aRidThatIsGarbledMayBeTheOneThatSimulcastNames() {
        int line = offer.replace("a=msid:", "a=rid:a sendonly", "a=rid:b send", "a=simulcast:send a;b");

        assertEquals(List.of(line + " simulcast"), found());
    }

    @Test
    void whatIsGarbledInASectionThatIsNotOfWebRtcIsMissingInThoseBundledWithIt() {
        String foreign = "m=text 9 UDP/TLS/RTP/SAVPF 98\r\na=mid:t\r\na=fingerprint:x\r\n";
        offer.replace("a=group", "a=group:BUNDLE t 0 1 2");
        offer.replace("a=fingerprint");
        String text = offer.text().replace("m=audio", foreign + "m=audio");

        SdpCheck.Report report = CHECK.description(text, DescriptionType.OFFER, null);

        assertFalse(report.accepted());
    }

    @Test
    void aRefusedMediaLineHidesNothingOfItsSection() {
        offer.replace("m=audio", "m=audio 9 UDP/TLS/RTP/SAVPF 111 200");
        offer.replace("a=ice-pwd", "a=ice-pwd:short");
        int fmtp = offer.replace("a=fmtp", "a=fmtp:x", "a=fmtp:63 minptime=10", "a=rtpmap:63 red/48000");

        assertEquals(List.of("9 payload-type", "13 ice-credentials", fmtp + " rtp-format"), found());
    }

    @Test
    void aRefusedMediaLineOfPortZeroTakesNoPartAllTheSame() {
        String rejected = "m=video 0 UDP/TLS/RTP/SAVPF 200\r\na=mid:9\r\na=setup:x\r\na=fmtp:x\r\n";
        int line = offer.lines().size();

        assertEquals(
                List.of(line + 1 + " payload-type", line + 3 + " rejected-section", line + 4 + " rejected-section"),
                found(CHECK.description(offer.text() + rejected, DescriptionType.OFFER, null)));
    }

    @Test
    void theMediumOfARefusedMediaLineIsComparedAllTheSame() {
        String answer = offer.text().replace("setup:actpass", "setup:active").replace("m=audio 9 ", "m=audio x ");

        assertEquals(List.of("media-line"), rules(answer, offer.text()));
    }

    @Test
    void whatDoesNotMatterHasItsReasonToo() {
        String idle = "m=video 0 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:9\r\na=setup:x\r\n";
        offer.replace("a=mid:0", "a=mid:0", "a=candidate:1 0 udp 1 192.0.2.300 9 typ host");

        assertEquals(
                List.of(
                        "candidate: component must be a number from 1 to 256",
                        "candidate: address must be an IPv4 or IPv6 address, a domain name or <uuid>.local",
                        reason(offer.text().replace("a=setup:actpass", "a=setup:x"), "setup")),
                CHECK.description(offer.text() + idle, DescriptionType.OFFER, null).findings().stream()
                        .map(Finding::message)
                        .toList());
    }

    private static String reason(String text, String rule) {
        return CHECK.description(text, DescriptionType.OFFER, null).findings().stream()
                .filter(finding -> finding.rule().equals(rule))
                .map(Finding::message)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void oddCharactersAreNotedOfCredentialsThatAreTakenOnly() {
        int line = offer.replace("a=ice-ufrag", "a=ice-ufrag:a-b");
        offer.replace("a=ice-pwd", "a=ice-pwd:P2uYro0UCOQ4zxjKXaWC-ui1 x");

        assertEquals(List.of(line + " ice-credentials", line + 1 + " ice-credentials"), found());
        assertEquals(
                List.of("null ice-credentials"),
                found(CHECK.candidate("candidate:1 1 udp 1 192.0.2.1 9 typ host ufrag a-b", null)));
    }

    @Test
    void aZoneIsNoName() {
        assertEquals(
                List.of("null candidate-form"),
                found(CHECK.candidate("candidate:1 1 udp 1 fe80::1%veth_a1 9 typ host", null)));
        assertEquals(
                List.of("null candidate-name"), found(CHECK.candidate("candidate:1 1 udp 1 my_host 9 typ host", null)));
    }

    @Test
    void notesDoNotCrowdOutRefusals() {
        String text = offer.text() + "a=ssrc:1\r\n".repeat(120) + "a=nobody knows\r\n";

        SdpCheck.Report report = CHECK.description(text, DescriptionType.OFFER, null);

        assertEquals(SdpCheck.MOST_FINDINGS + 1, report.findings().size());
        assertTrue(report.findings().stream().anyMatch(finding -> finding.severity() == Severity.REFUSED));
    }

    @Test
    void allFaultsOfASectionThatMayBeIdleAreSaid() {
        String idle = "m=video 0 UDP/TLS/RTP/SAVPF 96\r\nc=IN IP4 0.0.0.0\r\na=mid:9\r\na=setup:x\r\na=fmtp:x\r\n";
        int line = offer.lines().size();

        assertEquals(
                List.of(line + 4 + " rejected-section", line + 5 + " rejected-section"),
                found(CHECK.description(offer.text() + idle, DescriptionType.OFFER, null)));
        String bundled = offer.text().replace("BUNDLE 0", "BUNDLE 0 9") + idle + "a=bundle-only\r\n";
        assertEquals(
                List.of(line + 4 + " setup", line + 5 + " rtp-format"),
                found(CHECK.description(bundled, DescriptionType.OFFER, null)));
    }

    @Test
    void allMidsThatBundleNamesInVainAreSaid() {
        int line = offer.replace("a=group", "a=group:BUNDLE 0 x 1 y 2");

        assertEquals(List.of(line + " bundle", line + " bundle"), found());
    }

    @Test
    void allRidsThatSimulcastNamesInVainAreSaid() {
        int line = offer.replace("a=msid:", "a=rid:a send", "a=simulcast:send a;b;c");

        assertEquals(List.of(line + 1 + " simulcast", line + 1 + " simulcast"), found());
    }

    @Test
    void aLineOutOfItsPlaceIsReadToo() {
        offer.replace("s=");
        int line = offer.replace("t=", "t=x");

        assertEquals(List.of(line + " line-order", line + " session-line"), found());
    }

    @Test
    void allThatIsMissingAtTheEndIsSaid() {
        assertEquals(
                List.of("1 line-order", "1 line-order", "1 line-order"),
                found(CHECK.description("v=0\r\n", DescriptionType.OFFER, null)));
    }

    @Test
    void allPartsOfACandidateThatAreWrongAreSaid() {
        String faults = "1 0 udp 4294967296 300.1.1.1 70000 typ foo";
        int line = offer.replace("a=mid:0", "a=mid:0", "a=candidate:" + faults) + 1;

        assertEquals(
                List.of(
                        "candidate-unusable: component must be a number from 1 to 256",
                        "candidate: priority must be a number from 0 to 4294967295",
                        "candidate-unusable: address must be an IPv4 or IPv6 address, a domain name or <uuid>.local",
                        "candidate: port must be a number from 0 to 65535",
                        "candidate: type must be host, srflx, prflx or relay"),
                CHECK.candidate("candidate:" + faults, null).findings().stream()
                        .map(finding -> finding.rule() + ": " + finding.message())
                        .toList());
        assertEquals(
                List.of(
                        line + " unused-candidate",
                        line + " candidate",
                        line + " unused-candidate",
                        line + " candidate",
                        line + " candidate"),
                found());
    }

    @Test
    void theFragmentAndThePolicyAreLookedAtWhateverElseIsWrong() {
        SdpCheck relayOnly = new SdpCheck(SdpLimits.DEFAULTS, new CandidatePolicy(List.of(), List.of(), true));

        assertEquals(
                List.of("null candidate", "null candidate-init", "null candidate-policy"),
                found(relayOnly.candidate("candidate:1 1 udp 1 192.0.2.1 70000 typ relay ufrag abcd", "efgh")));
    }

    @Test
    void allCandidatesThatThePolicyDeniesAreSaid() {
        SdpCheck relayOnly = new SdpCheck(SdpLimits.DEFAULTS, new CandidatePolicy(List.of(), List.of(), true));
        int line = offer.replace(
                "a=mid:0",
                "a=mid:0",
                "a=candidate:1 1 udp 1 192.0.2.1 9 typ host",
                "a=candidate:1 1 udp 1 192.0.2.1 9 typ relay",
                "a=candidate:1 1 udp 1 192.0.2.1 9 typ srflx");

        assertEquals(
                List.of(line + 1 + " candidate-policy", line + 3 + " candidate-policy"),
                found(relayOnly.description(offer.text(), DescriptionType.OFFER, null)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 1 udp 1 192.0.2.1 9 typ host ufrag a",
                "1 1 udp 1 192.0.2.1 9 typ host ufrag abcd ufrag efgh",
                "1 1 udp 1 192.0.2.1 9 typ host  generation 0",
                "1 1 udp 1 192.0.2.1 9 typ host x-name \u00e4",
                "1 -1 udp 1 192.0.2.1 9 typ host",
                "1 257 udp 1 192.0.2.1 9 typ host",
                "1 1 udp 1 192.0.2.300 9 typ host",
                "1 1 udp 1  9 typ host",
                "1 1 udp 1 \u00e4 9 typ host"
            })
    void aCandidateThatReceiversPassOverDoesNotCondemnItsDescription(String candidate) {
        int line = offer.replace("a=mid:0", "a=mid:0", "a=candidate:" + candidate) + 1;

        SdpCheck.Report report = CHECK.description(offer.text(), DescriptionType.OFFER, null);

        assertTrue(report.accepted());
        assertTrue(
                found(report).contains(line + " unused-candidate"),
                () -> found(report).toString());
        assertFalse(CHECK.candidate("candidate:" + candidate, null).accepted());
    }

    @Test
    void aCandidateThatCanBeReadInTwoWaysIsDeniedWhereAPolicyIsSet() {
        SdpCheck relayOnly = new SdpCheck(SdpLimits.DEFAULTS, new CandidatePolicy(List.of(), List.of(), true));
        int line = offer.replace(
                "a=mid:0", "a=mid:0", "a=candidate:1 1 udp 1 192.0.2.1 9 typ relay ufrag abcd ufrag efgh");

        assertEquals(
                List.of(line + 1 + " unused-candidate", line + 1 + " candidate-policy"),
                found(relayOnly.description(offer.text(), DescriptionType.OFFER, null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text 11000 RTP/AVP 98", "text 9 UDP/TLS/RTP/SAVPF 98", "image 9 RTP/AVP 98"})
    void mediaThatAreNotOfWebRtcTakeNoPart(String media) {
        int line = offer.lines().size() + 1;
        String text = offer.text() + "m=" + media + "\r\na=mid:9\r\na=rtpmap:98 t140/1000\r\n";

        SdpCheck.Report report = CHECK.description(text, DescriptionType.OFFER, null);

        assertTrue(report.accepted());
        assertTrue(found(report).contains(line + " foreign-section"));
    }

    @Test
    void whatLibwebrtcTakesInBundleIsWarnedOf() {
        int line = offer.replace("a=group", "a=group:BUNDLE 0 1 1 2");
        assertEquals(List.of(line + " bundle-names"), found());

        offer.replace("a=group", "a=group:BUNDLE 0 1 2", "a=group:BUNDLE 1");
        assertEquals(List.of(line + 1 + " bundle"), found());

        offer.replace("a=group:BUNDLE 1", "a=group:LS 1");
        offer.replace("a=mid:0");
        assertEquals(
                List.of(line + " bundle-names"),
                found().stream().filter(each -> !each.endsWith("no-mid")).toList());

        offer.replace("a=group", "a=group:BUNDLE 7 1 2");
        assertTrue(found().contains(line + " bundle"));
        String answer = offer.text().replace("setup:actpass", "setup:active");
        assertTrue(CHECK.description(answer, DescriptionType.ANSWER, null).accepted());
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

    @Test
    void anAnswerBundlesWhatItsOfferDoes() {
        String answer = offer.text().replace("setup:actpass", "setup:active");
        String less = answer.replace("BUNDLE 0 1", "BUNDLE 0");

        assertEquals(List.of(), rules(less, offer.text()));
        assertEquals(List.of("answer-bundle"), rules(answer, offer.text().replace("BUNDLE 0 1", "BUNDLE 0")));
        assertEquals(
                List.of("answer-bundle"),
                rules(answer, offer.text().replace("a=group:BUNDLE 0 1", "a=group:BUNDLE 0\r\na=group:BUNDLE 1")));
    }

    /** As libraries write one that rejects all. */
    @ParameterizedTest
    @ValueSource(strings = {"a=group:BUNDLE ", "a=group:BUNDLE   "})
    void anEmptyBundleIsPartOfAny(String bundle) {
        String answer = offer.text().replace("setup:actpass", "setup:active").replace("a=group:BUNDLE 0 1", bundle);

        assertFalse(rules(answer, offer.text()).contains("answer-bundle"));
        assertFalse(rules(answer, offer.text().replace("a=group:BUNDLE 0 1\r\n", ""))
                .contains("answer-bundle"));
    }

    @ParameterizedTest
    @CsvSource({"active, active, true", "passive, passive, true", "active, passive, false", "actpass, active, false"})
    void oneOfTheTwoBeginsWithDtls(String offered, String answered, boolean clashes) {
        String asked = offer.text().replace("setup:actpass", "setup:" + offered);
        String answer = offer.text().replace("setup:actpass", "setup:" + answered);

        SdpCheck.Report report = CHECK.description(answer, DescriptionType.ANSWER, asked);
        assertTrue(report.accepted());
        assertEquals(
                clashes,
                report.findings().stream().anyMatch(finding -> finding.rule().equals("answer-setup")));
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
        a=x: ::ffff:192.0.2.77 y                                        | a=x: ... y
        a=x-seen:192.0.2.7                                              | a=x-seen:...
        a=x:from 64:ff9b::192.0.2.77                                    | a=x:from ...
        a=x:from 192.0.2.7 and fd00::1 passw hunter2                    | a=x:from ... and ... passw...
        a=candidate:7 1 udp 1 192.0.2.7 9 typ host secret hunter2       | a=candidate... 1 udp 1 ... 9 typ host secret...
        c=IN IP4 192.0.2.7 secret                                       | c=IN IP4 ... secret...
        """)
    void secretsAndAddressesStayOutOfExcerpts(String line, String shown) {
        assertEquals(shown, LineExcerpt.of(line));
    }

    @Test
    void whatIsLeftOutIsNotCutThroughBefore() {
        String start = "a=x-seen:" + "y".repeat(103) + " ";
        assertEquals(start + "... " + "z".repeat(3) + "...", LineExcerpt.of(start + "203.0.113.77 " + "z".repeat(9)));
        assertEquals("a=crypto...", LineExcerpt.of("a=crypto:" + "x".repeat(300)));
    }
}
