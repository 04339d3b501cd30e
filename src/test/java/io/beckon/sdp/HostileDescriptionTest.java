package io.beckon.sdp;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Descriptions of the full size that are made to be slow. */
class HostileDescriptionTest {

    private static final String SESSION = "v=0\no=- 1 1 IN IP4 0.0.0.0\ns=-\nt=0 0\n";
    private static final String MEDIA = "m=video 0 UDP/TLS/RTP/SAVPF 96\n";
    private static final int BYTES = SdpLimits.DEFAULTS.bytes();

    static Stream<Arguments> descriptions() {
        String mids = numbered(256, i -> MEDIA + "a=mid:" + "m".repeat(400) + i + "\n");
        return Stream.of(
                Arguments.of("mids that differ only at the end", SESSION + mids),
                Arguments.of("a long group of unknown mids", SESSION + "a=group:BUNDLE" + fill(" x") + "\n" + MEDIA),
                Arguments.of("many groups", SESSION + fill("a=group:BUNDLE\n")),
                Arguments.of("many empty lines", SESSION + fill("\n")),
                Arguments.of("carriage returns", SESSION + "a=x:" + fill("\r")),
                Arguments.of("non-ASCII text", SESSION + "a=x:" + fill("\u00e4")),
                Arguments.of("many candidates", SESSION + MEDIA + fill("a=candidate:1 1 udp 1 1::1 9 typ host\n")),
                Arguments.of(
                        "a long candidate", SESSION + MEDIA + "a=candidate:1 1 udp 1 1::1 9 typ host" + fill(" x y")),
                Arguments.of("many rids", SESSION + MEDIA + numbered(15_000, i -> "a=rid:" + i + " send\n")),
                Arguments.of("a long simulcast", SESSION + MEDIA + "a=rid:a send\na=simulcast:send " + fill("a;")),
                Arguments.of("many m-sections", SESSION + fill(MEDIA)),
                Arguments.of("a long fingerprint", SESSION + "a=fingerprint:x " + fill("00:")),
                Arguments.of("a long number", SESSION + "a=extmap:" + fill("1")),
                Arguments.of("many payload types", SESSION + MEDIA.strip() + fill(" 96")),
                Arguments.of("a long domain name", SESSION + "c=IN IP4 " + fill("a.")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("descriptions")
    void itTakesNoLongTime(String name, String text) {
        SdpParser parser = new SdpParser(SdpLimits.DEFAULTS);

        assertTimeout(Duration.ofSeconds(3), () -> isAccepted(parser, text));
    }

    private static boolean isAccepted(SdpParser parser, String text) {
        try {
            parser.parse(text, DescriptionType.OFFER);
            return true;
        } catch (MalformedDescription refused) {
            return false;
        }
    }

    private static String numbered(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining());
    }

    private static String fill(String part) {
        int room = BYTES - SESSION.length() - MEDIA.length() - 64;
        return part.repeat(room / (part.length() + 1));
    }
}
