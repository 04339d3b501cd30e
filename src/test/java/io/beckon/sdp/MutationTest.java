package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is done to a good description: the parser accepts it or says what is wrong, quickly, and does nothing else. */
class MutationTest {

    private static final List<String> FIXTURES = List.of(
            "roamhq-wrtc-offer",
            "werift-offer",
            "libdatachannel-offer",
            "aiortc-answer",
            "janus-answer",
            "zlmediakit-answer",
            "firefox-mdns-offer",
            "whole-grammar-offer",
            "load-generator-offer");
    private static final String CHARACTERS =
            " :;,=/-+~*.0123456789abcdefmopstuvxyzAZ[]()\u0000\t\n\r\u007f\u00e4\u4f1a\ud83d";
    private static final long MOST_NANOS = 3_000_000_000L;

    private static final SdpParser PARSER = new SdpParser(SdpLimits.DEFAULTS);
    private static final SdpCheck CHECK = new SdpCheck(SdpLimits.DEFAULTS, CandidatePolicy.OPEN);

    @Property(tries = 5000)
    void aMutatedDescriptionIsParsedOrRefused(
            @ForAll("fixtures") String fixture, @ForAll DescriptionType type, @ForAll long seed) {
        Random random = new Random(seed);
        List<String> lines = new ArrayList<>(Fixture.named(fixture).lines());
        for (int i = 0; i <= random.nextInt(4); i++) {
            mutate(lines, random);
        }

        String lineEnd = random.nextBoolean() ? "\r\n" : "\n";
        parse(String.join(lineEnd, lines) + lineEnd, type);
    }

    @Property
    void anyTextIsParsedOrRefused(@ForAll String text, @ForAll DescriptionType type) {
        parse(text, type);
    }

    @Property(tries = 5000)
    void aMutatedCandidateIsParsedOrRefused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder candidate = new StringBuilder("candidate:842163049 1 udp 1677729535 203.0.113.7 46154 typ srflx"
                + " raddr 2001:db8::5 rport 46154 generation 0 ufrag EsAw network-cost 999");
        for (int i = 0; i <= random.nextInt(3); i++) {
            candidate.setCharAt(random.nextInt(candidate.length()), character(random));
        }
        try {
            IceCandidate read = CandidateParser.parse(candidate.toString());
            assertTrue(read.port() >= 0 && read.port() < 65_536 && read.priority() >= 0);
        } catch (MalformedCandidate refused) {
            assertTrue(refused.getMessage().length() < 120);
        }
    }

    @Provide
    Arbitrary<String> fixtures() {
        return Arbitraries.of(FIXTURES);
    }

    private static void parse(String text, DescriptionType type) {
        long start = System.nanoTime();
        try {
            PARSER.parse(text, type);
            assertTrue(CHECK.description(text, type, null).accepted(), "relayed, but not accepted by a check");
        } catch (MalformedDescription refused) {
            assertTrue(saysTheSame(CHECK.description(text, type, null), refused), refused.getMessage());
            assertTrue(refused.line() >= 1);
            assertTrue(refused.line() <= text.chars().filter(c -> c == '\n').count() + 1, refused.getMessage());
            assertTrue(refused.getMessage().length() < 200, refused.getMessage());
        }
        assertTrue(System.nanoTime() - start < MOST_NANOS);
    }

    /** Checking finds what relaying is refused for, among others. */
    private static boolean saysTheSame(SdpCheck.Report report, MalformedDescription refused) {
        return !report.accepted()
                && (report.findings().size() > SdpCheck.MOST_FINDINGS
                        || report.findings().stream()
                                .anyMatch(finding -> Integer.valueOf(refused.line())
                                                .equals(finding.line())
                                        && finding.rule().equals(refused.rule().id())
                                        && finding.message().equals(refused.reason())));
    }

    private static void mutate(List<String> lines, Random random) {
        int at = random.nextInt(lines.size());
        int other = random.nextInt(lines.size());
        switch (random.nextInt(4)) {
            case 0 -> lines.remove(at);
            case 1 -> lines.add(other, lines.get(at));
            case 2 -> lines.set(at, lines.set(other, lines.get(at)));
            default -> lines.set(at, withAnotherCharacter(lines.get(at), random));
        }
    }

    private static String withAnotherCharacter(String line, Random random) {
        if (line.isEmpty()) {
            return line;
        }
        StringBuilder changed = new StringBuilder(line);
        changed.setCharAt(random.nextInt(line.length()), character(random));
        return changed.toString();
    }

    private static char character(Random random) {
        return CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
    }
}
