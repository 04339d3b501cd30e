package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Frames.pranswer;
import static io.beckon.wire.Frames.rollback;
import static io.beckon.wire.Pair.ANSWER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The negotiation table of section 5 between two participants, row by row. */
class NegotiationTest extends NodeSpecification {

    @Test
    void withoutAnOfferNothingCanBeAnswered() {
        Pair pair = Pair.join(connect(), connect());
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

    @Test
    void theOffererDoesNotAnswerItself() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();

        pair.second().refused("wrong-state", answer(ANSWER, "to", pair.first().peer()));
        pair.second().refused("wrong-state", frame("reject", "to", pair.first().peer()));
        pair.answered();
    }

    @Test
    void whoComesBackAfterTheOffersTimeGoesOnWithTheNegotiation() {
        User user = User.any();
        Client away = connect(user);
        Pair pair = Pair.join(connect(), away);
        pair.offered();
        pass(Duration.ofSeconds(10));
        away.vanish();
        pass(Duration.ofSeconds(25));

        Client back = connect(user);
        back.expect("resumed", Resuming.resume(away, pair.room()));
        pass(Duration.ofSeconds(25));
        pair.first().ack(answer(ANSWER, "to", away.peer()));
        back.await("answer");
        pair.first().expectNothingBut();
    }

    @Test
    void andHasNoMoreTimeForItThanForANewOne() {
        User user = User.any();
        Client away = connect(user);
        Pair pair = Pair.join(connect(), away);
        pair.offered();
        away.vanish();
        pass(Duration.ofSeconds(20));

        Client back = connect(user);
        back.expect("resumed", Resuming.resume(away, pair.room()));
        pass(Duration.ofSeconds(29));
        pair.first().expectNothingBut();
        pass(Duration.ofSeconds(1));
        for (Client side : List.of(pair.first(), back)) {
            assertEquals("timeout", side.await("negotiation").path("state").asText());
        }
    }

    @Test
    void anOfferOfTheSameSideReplacesTheOpenOne() {
        Pair pair = Pair.join(connect(), connect());
        long old = pair.offered();
        long current = pair.offered(Sdp.offer("cccc").version(3).text());

        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer(), "re", old));
        pair.second().expectNothingBut();
        pair.answered("re", current);
    }

    @Test
    void anAnswerNamesTheOpenOfferOrNone() {
        Pair pair = Pair.join(connect(), connect());
        long offer = pair.offered();
        String second = pair.second().peer();

        for (long other : new long[] {0, offer - 1, offer + 1, (1L << 53) - 1}) {
            pair.first().refused("wrong-state", answer(ANSWER, "to", second, "re", other));
            pair.first().refused("wrong-state", frame("reject", "to", second, "re", other));
        }
        pair.answered();
    }

    @Test
    void whatIsAnsweredIsAnsweredOnce() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.answered();
        String second = pair.second().peer();

        pair.first().refused("wrong-state", answer(ANSWER, "to", second));
        pair.first().refused("wrong-state", frame("reject", "to", second));
        pair.second().refused("wrong-state", rollback("to", pair.first().peer()));
        pair.second().expectNothingBut();
    }

    @Test
    void aFurtherOfferFromEitherSideOpensAgain() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.answered();
        Client first = pair.first();
        Client second = pair.second();

        first.ack(offer(Sdp.offer("eeee").sessionId(1).text(), "to", second.peer()));
        second.await("offer");
        second.ack(answer(Sdp.answer("ffff").sessionId(2).text(), "to", first.peer()));
        first.await("answer");
        pair.offered(Sdp.offer("gggg").version(3).text());
        pair.answered();
    }

    @Test
    void aRollbackMayCarryAnEmptySdp() {
        Pair pair = Pair.join(connect(), connect());
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

    @Test
    void anAnswerOfAnotherNumberOfSectionsLeavesTheOfferOpen() {
        Pair pair = Pair.join(connect(), connect());
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

    @Test
    void aReofferMayNotGoBackInItsVersion() {
        Pair pair = Pair.join(connect(), connect());
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

    @Test
    void severalConnectionsOfAPairAreIndependent() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        pair.offered(Sdp.offer("ssss").sessionId(9).sections(2).text(), "pc", "screen");
        String second = pair.second().peer();

        pair.first().ack(answer(Sdp.answer("tttt").sections(2).text(), "to", second, "pc", "screen"));
        assertEquals("screen", pair.second().await("answer").path("pc").asText());
        pair.first().refused("wrong-state", answer(ANSWER, "to", second, "pc", "screen"));
        pair.first().refused("wrong-state", answer(ANSWER, "to", second, "pc", "other"));
        pair.answered();
    }

    @Test
    void whoLeavesTakesItsOffersAlong() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();
        String gone = pair.second().peer();
        pair.second().expect("left", frame("leave"));
        pair.first().await("peer-left");

        pair.first().refused("no-such-peer", answer(ANSWER, "to", gone));
        pair.second().join(pair.room());
        pair.first().refused("wrong-state", answer(ANSWER, "to", pair.second().peer()));
    }
}
