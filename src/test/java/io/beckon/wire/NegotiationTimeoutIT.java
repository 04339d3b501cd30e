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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Offers that nobody answers. */
class NegotiationTimeoutIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.negotiation-timeout", "1S");

    @Test
    void bothSidesAreTold() {
        Pair pair = Pair.join(server, Encoding.JSON);
        long offer = pair.offered();

        assertTimeout(pair);
        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer(), "re", offer));
        pair.offered(Sdp.offer("cccc").version(3).text());
        pair.answered();
        pair.first().expectNothingBut();
    }

    @Test
    void aProvisionalAnswerDoesNotLastForEver() {
        Pair pair = Pair.join(server, Encoding.JSON);
        pair.offered();

        pair.first().ack(pranswer(ANSWER, "to", pair.second().peer()));
        pair.second().await("answer");
        assertTimeout(pair);
    }

    @Test
    void theTimerOfAReplacedOfferDoesNotEndTheNewOne() {
        Pair pair = Pair.join(server, Encoding.JSON);
        pair.offered();
        pair.offered(Sdp.offer("cccc").version(3).text());
        pair.answered();
        Pair other = Pair.join(server, Encoding.JSON);
        other.offered();

        // By the time that the other pair's is over, so would be the first ones'.
        assertTimeout(other);
        pair.first().expectNothingBut();
        pair.second().expectNothingBut();
    }

    @Test
    void anUnaddressedOfferTimesOutForAll() {
        Pair pair = Pair.join(server, Encoding.JSON);
        WireClient third = server.connect(Encoding.JSON);
        third.join(pair.room());

        pair.first().ack(offer(OFFER));
        for (Client side : List.of(pair.first(), pair.second(), third)) {
            assertEquals("timeout", side.await("negotiation").path("state").asText());
        }
    }

    private static void assertTimeout(Pair pair) {
        Set<String> both = Set.of(pair.first().peer(), pair.second().peer());
        for (Client side : List.of(pair.first(), pair.second())) {
            JsonNode timeout = side.await("negotiation");
            assertEquals("timeout", timeout.path("state").asText());
            assertEquals(pair.room(), timeout.path("room").asText());
            assertEquals(
                    both,
                    Set.of(timeout.path("from").asText(), timeout.path("to").asText()));
        }
    }
}
