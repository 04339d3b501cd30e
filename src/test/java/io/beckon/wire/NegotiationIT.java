package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Frames.pranswer;
import static io.beckon.wire.Frames.rollback;
import static io.beckon.wire.Pair.ANSWER;
import static io.beckon.wire.Pair.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The negotiation table of section 5 between two participants, row by row. */
class NegotiationIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void offerAndAnswerReachTheOtherAsTheyWereSent(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        JsonNode ack = pair.second().ack(offer(OFFER, "to", pair.first().peer(), "extra", "kept or not"));
        JsonNode offer = pair.first().await("offer");

        assertEquals(OFFER, offer.path("offer").path("sdp").asText());
        assertEquals("offer", offer.path("offer").path("type").asText());
        assertEquals(pair.second().peer(), offer.path("from").asText());
        assertEquals(pair.first().peer(), offer.path("to").asText());
        assertEquals(pair.room(), offer.path("room").asText());
        assertEquals(ack.path("seq").asLong(), offer.path("seq").asLong());
        assertTrue(offer.path("id").isMissingNode(), offer::toString);

        pair.first()
                .ack(answer(
                        ANSWER,
                        "to",
                        pair.second().peer(),
                        "re",
                        offer.path("seq").asLong()));
        JsonNode answer = pair.second().await("answer");
        assertEquals(ANSWER, answer.path("answer").path("sdp").asText());
        assertEquals("answer", answer.path("answer").path("type").asText());
        assertEquals(pair.first().peer(), answer.path("from").asText());
    }

    @ParameterizedTest
    @EnumSource
    void aProvisionalAnswerKeepsTheOfferOpen(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        String second = pair.second().peer();

        pair.first().ack(pranswer(ANSWER, "to", second));
        assertEquals(
                "pranswer",
                pair.second().await("answer").path("answer").path("type").asText());
        pair.first().ack(pranswer(ANSWER, "to", second));
        pair.first().ack(answer(Sdp.answer("bbbb").version(3).text(), "to", second));
        pair.second().await("answer");
        pair.second().await("answer");
        pair.first().refused("wrong-state", pranswer(ANSWER, "to", second));
    }

    @ParameterizedTest
    @EnumSource
    void connectionStatesAreAcceptedAndStayBetweenPeerAndServer(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        pair.answered();

        for (String state : new String[] {"connected", "disconnected", "failed", "closed"}) {
            pair.first().ack(frame("connection-state", "peer", pair.second().peer(), "state", state));
            pair.second().ack(frame("connection-state", "peer", pair.first().peer(), "state", state));
        }
        pair.second().expectNothingBut();
        pair.offered(Sdp.offer("cccc").version(3).text());
        pair.answered();
    }

    @ParameterizedTest
    @EnumSource
    void aRollbackWithdrawsTheOpenOffer(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();

        pair.second().ack(rollback("to", pair.first().peer()));
        JsonNode rollback = pair.first().await("offer");
        assertEquals("rollback", rollback.path("offer").path("type").asText());
        assertEquals(pair.second().peer(), rollback.path("from").asText());
        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer()));
        pair.second().refused("wrong-state", rollback("to", pair.first().peer()));
        pair.offered(Sdp.offer("cccc").version(3).text());
        pair.answered();
    }

    @ParameterizedTest
    @EnumSource
    void aRejectRefusesTheOffer(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        long offer = pair.offered();

        pair.first().ack(frame("reject", "to", pair.second().peer(), "re", offer, "reason", "busy eating"));
        JsonNode reject = pair.second().await("reject");
        assertEquals("busy eating", reject.path("reason").asText());
        assertEquals(offer, reject.path("re").asLong());
        assertEquals(pair.first().peer(), reject.path("from").asText());
        // A `negotiation` with state `rejected` may come besides.
        pair.second().expectNothingBut("negotiation");
        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer()));
        pair.offered(Sdp.offer("cccc").version(3).text());
    }
}
