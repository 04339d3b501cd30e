package io.beckon.wire;

import static io.beckon.wire.Frames.answer;
import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.offer;
import static io.beckon.wire.Frames.pranswer;
import static io.beckon.wire.Pair.ANSWER;
import static io.beckon.wire.Pair.OFFER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An offer to whoever takes it: the first answer in log order wins. */
class UnaddressedIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private WireClient alice;
    private WireClient bob;
    private WireClient carol;

    private void joinAll(Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        alice = server.connect(encoding);
        bob = server.connect(encoding);
        carol = server.connect(encoding);
        alice.join(room);
        bob.join(room);
        carol.join(room);
        bob.await("peer-joined");
    }

    private void offerToAll() {
        long seq = alice.ack(offer(OFFER)).path("seq").asLong();
        assertEquals(seq, bob.await("offer").path("seq").asLong());
        assertEquals(seq, carol.await("offer").path("seq").asLong());
    }

    @ParameterizedTest
    @EnumSource
    void theFirstAnswerClosesItForTheOthers(Encoding encoding) {
        joinAll(encoding);
        offerToAll();

        carol.ack(answer(ANSWER));
        assertEquals(carol.peer(), alice.await("answer").path("from").asText());
        JsonNode told = bob.await("negotiation");
        assertEquals("answered", told.path("state").asText());
        assertTrue(
                Set.of(alice.peer(), carol.peer(), bob.peer())
                        .contains(told.path("from").asText()),
                told::toString);
        bob.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        alice.expectNothingBut("peer-joined");
    }

    @ParameterizedTest
    @EnumSource
    void oneRejectLeavesItToTheOthers(Encoding encoding) {
        joinAll(encoding);
        offerToAll();

        bob.ack(frame("reject", "to", alice.peer()));
        alice.await("reject");
        carol.ack(answer(ANSWER, "to", alice.peer()));
        alice.await("answer");
        bob.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
    }

    @ParameterizedTest
    @EnumSource
    void afterAProvisionalAnswerOnlyThatOneMayAnswer(Encoding encoding) {
        joinAll(encoding);
        offerToAll();

        bob.ack(pranswer(ANSWER, "to", alice.peer()));
        alice.await("answer");
        carol.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        bob.ack(answer(ANSWER, "to", alice.peer()));
        assertEquals("answer", alice.await("answer").path("answer").path("type").asText());
    }

    @ParameterizedTest
    @EnumSource
    void anAddressedOfferToOneLeavesTheOthersOpen(Encoding encoding) {
        joinAll(encoding);
        alice.ack(offer(OFFER, "to", bob.peer()));
        alice.ack(offer(OFFER, "to", carol.peer()));

        bob.ack(answer(ANSWER, "to", alice.peer()));
        carol.ack(answer(ANSWER, "to", alice.peer()));
        alice.await("answer");
        alice.await("answer");
    }

    @ParameterizedTest
    @EnumSource
    void anUnaddressedRollbackWithdrawsItFromAll(Encoding encoding) {
        joinAll(encoding);
        offerToAll();

        alice.ack(Frames.rollback());
        for (WireClient receiver : new WireClient[] {bob, carol}) {
            assertEquals(
                    "rollback",
                    receiver.await("offer").path("offer").path("type").asText());
            receiver.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnaddressedAnswerGoesToThoseWhoOffered(Encoding encoding) {
        joinAll(encoding);
        bob.ack(offer(OFFER, "to", alice.peer()));

        alice.ack(answer(ANSWER));
        assertEquals(alice.peer(), bob.await("answer").path("from").asText());
        assertTrue(carol.expectNothingBut().isEmpty());
    }

    @ParameterizedTest
    @EnumSource
    void whoIsAloneHasNobodyToOfferTo(Encoding encoding) {
        WireClient alone = server.connect(encoding);
        alone.join(ServerUnderTest.freshRoom());

        JsonNode error = alone.refused("no-such-peer", offer(OFFER));
        assertEquals(true, error.path("retryable").asBoolean());
    }

    @ParameterizedTest
    @EnumSource
    void aNewcomerWasNotOfferedWhatIsOpen(Encoding encoding) {
        joinAll(encoding);
        offerToAll();
        WireClient dave = server.connect(encoding);
        dave.join(alice.received("joined").getFirst().path("room").asText());

        // It came after the offer and was not offered anything.
        dave.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        dave.expectNothingBut();
    }
}
