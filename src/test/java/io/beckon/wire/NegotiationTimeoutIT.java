package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Frames.pranswer;
import static io.beckon.wire.Pair.ANSWER;
import static io.beckon.wire.Pair.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Offers that nobody answers. */
class NegotiationTimeoutIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.negotiation-timeout", "1S");

    @ParameterizedTest
    @EnumSource
    void bothSidesAreTold(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        long offer = pair.offered();

        assertTimeout(pair);
        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer(), "re", offer));
        pair.offered(Sdp.offer("cccc").version(3).text());
        pair.answered();
        pair.first().expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void aProvisionalAnswerDoesNotLastForEver(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();

        pair.first().ack(pranswer(ANSWER, "to", pair.second().peer()));
        pair.second().await("answer");
        assertTimeout(pair);
    }

    @ParameterizedTest
    @EnumSource
    void theTimerOfAReplacedOfferDoesNotEndTheNewOne(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        pair.offered(Sdp.offer("cccc").version(3).text());
        pair.answered();
        Pair other = Pair.join(server, encoding);
        other.offered();

        // By the time that the other pair's is over, so would be the first ones'.
        assertTimeout(other);
        pair.first().expectNothingBut();
        pair.second().expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void anUnaddressedOfferTimesOutForAll(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        WireClient third = server.connect(encoding);
        third.join(pair.room());

        pair.first().ack(offer(OFFER));
        for (WireClient side : List.of(pair.first(), pair.second(), third)) {
            assertEquals("timeout", side.await("negotiation").path("state").asText());
        }
    }

    private static void assertTimeout(Pair pair) {
        Set<String> both = Set.of(pair.first().peer(), pair.second().peer());
        for (WireClient side : List.of(pair.first(), pair.second())) {
            JsonNode timeout = side.await("negotiation");
            assertEquals("timeout", timeout.path("state").asText());
            assertEquals(pair.room(), timeout.path("room").asText());
            assertEquals(
                    both,
                    Set.of(timeout.path("from").asText(), timeout.path("to").asText()));
        }
    }
}
