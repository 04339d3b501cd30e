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
import java.util.List;
import java.util.Map;
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
    void withoutAnOfferNothingCanBeAnswered(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        String second = pair.second().peer();

        for (Map<String, Object> frame : List.of(
                answer(ANSWER, "to", second),
                pranswer(ANSWER, "to", second),
                frame("reject", "to", second),
                rollback("to", second))) {
            assertEquals(
                    false,
                    pair.first().refused("wrong-state", frame).path("retryable").asBoolean(true));
        }
        JsonNode error = pair.first().expect("error", answer(ANSWER));
        // Nobody has an open offer: the state is wrong, or there is nobody to answer.
        assertTrue("wrong-state no-such-peer".contains(error.path("code").asText()), error::toString);
        pair.second().expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void theOffererDoesNotAnswerItself(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();

        pair.second().refused("wrong-state", answer(ANSWER, "to", pair.first().peer()));
        pair.second().refused("wrong-state", frame("reject", "to", pair.first().peer()));
        pair.answered();
    }

    @ParameterizedTest
    @EnumSource
    void anOfferOfTheSameSideReplacesTheOpenOne(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        long old = pair.offered();
        long current = pair.offered(Sdp.offer("cccc").version(3).text());

        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer(), "re", old));
        pair.second().expectNothingBut();
        pair.answered("re", current);
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerNamesTheOpenOfferOrNone(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        long offer = pair.offered();
        String second = pair.second().peer();

        for (long other : new long[] {0, offer - 1, offer + 1, (1L << 53) - 1}) {
            pair.first().refused("wrong-state", answer(ANSWER, "to", second, "re", other));
            pair.first().refused("wrong-state", frame("reject", "to", second, "re", other));
        }
        pair.answered();
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
    void whatIsAnsweredIsAnsweredOnce(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        pair.answered();
        String second = pair.second().peer();

        pair.first().refused("wrong-state", answer(ANSWER, "to", second));
        pair.first().refused("wrong-state", frame("reject", "to", second));
        pair.second().refused("wrong-state", rollback("to", pair.first().peer()));
        pair.second().expectNothingBut();
    }

    @ParameterizedTest
    @EnumSource
    void aFurtherOfferFromEitherSideOpensAgain(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        pair.answered();
        WireClient first = pair.first();
        WireClient second = pair.second();

        first.ack(offer(Sdp.offer("eeee").sessionId(1).text(), "to", second.peer()));
        second.await("offer");
        second.ack(answer(Sdp.answer("ffff").sessionId(2).text(), "to", first.peer()));
        first.await("answer");
        pair.offered(Sdp.offer("gggg").version(3).text());
        pair.answered();
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
    void aRollbackMayCarryAnEmptySdp(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();

        pair.second()
                .ack(frame(
                        "offer",
                        "offer",
                        Frames.object("type", "rollback", "sdp", ""),
                        "to",
                        pair.first().peer()));
        assertEquals(
                "rollback",
                pair.first().await("offer").path("offer").path("type").asText());
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

    @ParameterizedTest
    @EnumSource
    void anAnswerOfAnotherNumberOfSectionsLeavesTheOfferOpen(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered(Sdp.offer("aaaa").sections(2).text());

        pair.first().refused("bad-sdp", answer(ANSWER, "to", pair.second().peer()));
        pair.second().expectNothingBut();
        pair.first()
                .ack(answer(
                        Sdp.answer("bbbb").sections(2).text(),
                        "to",
                        pair.second().peer()));
        pair.second().await("answer");
    }

    @ParameterizedTest
    @EnumSource
    void aReofferMayNotGoBackInItsVersion(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered(Sdp.offer("aaaa").version(5).text());
        pair.answered();
        String first = pair.first().peer();

        // Which of the two it is is not said.
        JsonNode error =
                pair.second().expect("error", offer(Sdp.offer("aaaa").version(4).text(), "to", first));
        assertTrue("bad-sdp wrong-state".contains(error.path("code").asText()), error::toString);
        pair.offered(Sdp.offer("aaaa").version(5).text());
        pair.answered();
        pair.offered(Sdp.offer("cccc").version(8).text());
        pair.answered();
        pair.offered(Sdp.offer("dddd").sessionId(5).version(1).text());
        pair.answered();
    }

    @ParameterizedTest
    @EnumSource
    void severalConnectionsOfAPairAreIndependent(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        pair.offered(Sdp.offer("ssss").sessionId(9).sections(2).text(), "pc", "screen");
        String second = pair.second().peer();

        pair.first().ack(answer(Sdp.answer("tttt").sections(2).text(), "to", second, "pc", "screen"));
        assertEquals("screen", pair.second().await("answer").path("pc").asText());
        pair.first().refused("wrong-state", answer(ANSWER, "to", second, "pc", "screen"));
        pair.first().refused("wrong-state", answer(ANSWER, "to", second, "pc", "other"));
        pair.answered();
    }

    @ParameterizedTest
    @EnumSource
    void whoLeavesTakesItsOffersAlong(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
        pair.offered();
        String gone = pair.second().peer();
        pair.second().expect("left", frame("leave"));
        pair.first().await("peer-left");

        pair.first().refused("no-such-peer", answer(ANSWER, "to", gone));
        pair.second().join(pair.room());
        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer()));
    }
}
