package io.beckon.wire;

import static io.beckon.wire.Frames.candidate;
import static io.beckon.wire.Frames.object;
import static io.beckon.wire.Frames.offer;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Candidates whose addresses an operator does not want to see. */
class CandidatePolicyIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.candidates.deny", "192.168.0.0/16,fd00::/8");

    @Test
    void deniedAddressesAreRefusedAndOthersRelayed() {
        Pair pair = Pair.join(server, Encoding.JSON);
        pair.offered();

        for (String denied : new String[] {"192.168.1.7", "fd99::1", "::ffff:192.168.1.7"}) {
            assertRefused(
                    pair,
                    candidate(
                            object("candidate", text(denied)),
                            "to",
                            pair.first().peer()));
        }
        pair.first().expectNothingBut();
        for (String allowed : new String[] {"192.169.1.7", "10.99.0.1", "2001:db8::1"}) {
            pair.second()
                    .ack(candidate(
                            object("candidate", text(allowed)),
                            "to",
                            pair.first().peer()));
            pair.first().await("ice-candidate");
        }
    }

    @Test
    void aDescriptionCannotCarryThemEither() {
        Pair pair = Pair.join(server, Encoding.JSON);

        assertRefused(
                pair,
                offer(
                        Pair.OFFER + "a=" + text("192.168.1.7") + "\r\n",
                        "to",
                        pair.first().peer()));
        pair.first().expectNothingBut();
        pair.offered(Pair.OFFER + "a=" + text("10.99.0.1") + "\r\n");
    }

    /** Which of the codes it is is not said. */
    private static void assertRefused(Pair pair, Map<String, Object> frame) {
        String code = pair.second().expect("error", frame).path("code").asText();
        assertTrue(List.of("bad-candidate", "bad-sdp", "not-allowed").contains(code), code);
    }

    private static String text(String address) {
        return "candidate:1 1 udp 2122194687 " + address + " 34235 typ host";
    }
}
