package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Pair.ANSWER;
import static io.beckon.wire.Pair.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Offers that cross. */
class GlareIT {

    private static final String OTHER_OFFER = Sdp.offer("cccc").sessionId(77).text();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void theImpoliteSidesOfferStaysOpenWhenItCameFirst(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        WireClient impolite = pair.first();
        WireClient polite = pair.second();

        impolite.ack(offer(OFFER, "to", polite.peer()));
        long yielding = polite.ack(offer(OTHER_OFFER, "to", impolite.peer()))
                .path("seq")
                .asLong();

        assertGlare(pair);
        impolite.refused("wrong-state", answer(ANSWER, "to", polite.peer(), "re", yielding));
        impolite.refused("wrong-state", answer(ANSWER, "to", polite.peer()));
        polite.ack(answer(ANSWER, "to", impolite.peer()));
        impolite.await("answer");
    }

    @ParameterizedTest
    @EnumSource
    void itTakesOverWhenItCameSecond(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        WireClient impolite = pair.first();
        WireClient polite = pair.second();

        polite.ack(offer(OTHER_OFFER, "to", impolite.peer()));
        long standing =
                impolite.ack(offer(OFFER, "to", polite.peer())).path("seq").asLong();

        assertGlare(pair);
        impolite.refused("wrong-state", answer(ANSWER, "to", polite.peer()));
        polite.ack(answer(ANSWER, "to", impolite.peer(), "re", standing));
        impolite.await("answer");
        polite.ack(offer(Sdp.offer("dddd").sessionId(77).version(3).text(), "to", impolite.peer()));
        impolite.ack(answer(ANSWER, "to", polite.peer()));
    }

    @ParameterizedTest
    @EnumSource
    void offersOfDifferentConnectionsDoNotCross(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);

        pair.first().ack(offer(OFFER, "to", pair.second().peer(), "pc", "one"));
        pair.second().ack(offer(OTHER_OFFER, "to", pair.first().peer(), "pc", "two"));
        pair.first().expectNothingBut("offer");
        pair.second().expectNothingBut("offer");
        pair.first().ack(answer(ANSWER, "to", pair.second().peer(), "pc", "two"));
        pair.second().ack(answer(ANSWER, "to", pair.first().peer(), "pc", "one"));
    }

    private static void assertGlare(Pair pair) {
        for (WireClient side : List.of(pair.first(), pair.second())) {
            side.await("offer");
            JsonNode glare = side.await("negotiation");
            assertEquals("glare", glare.path("state").asText());
            assertEquals(pair.second().peer(), glare.path("polite").asText());
            assertEquals(pair.room(), glare.path("room").asText());
            assertEquals(
                    Set.of(pair.first().peer(), pair.second().peer()),
                    Set.of(glare.path("from").asText(), glare.path("to").asText()));
            side.expectNothingBut();
        }
    }
}
