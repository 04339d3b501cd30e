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
import org.junit.jupiter.api.Test;

/** An offer to whoever takes it: the first answer in log order wins. */
class UnaddressedTest extends NodeSpecification {

    private Client alice;
    private Client bob;
    private Client carol;

    private void joinAll() {
        String room = ServerUnderTest.freshRoom();
        alice = connect();
        bob = connect();
        carol = connect();
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

    @Test
    void oneRejectLeavesItToTheOthers() {
        joinAll();
        offerToAll();

        bob.ack(frame("reject", "to", alice.peer()));
        alice.await("reject");
        carol.ack(answer(ANSWER, "to", alice.peer()));
        alice.await("answer");
        bob.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
    }

    @Test
    void afterAProvisionalAnswerOnlyThatOneMayAnswer() {
        joinAll();
        offerToAll();

        bob.ack(pranswer(ANSWER, "to", alice.peer()));
        alice.await("answer");
        carol.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        bob.ack(answer(ANSWER, "to", alice.peer()));
        assertEquals("answer", alice.await("answer").path("answer").path("type").asText());
    }

    @Test
    void anAddressedOfferToOneLeavesTheOthersOpen() {
        joinAll();
        alice.ack(offer(OFFER, "to", bob.peer()));
        alice.ack(offer(OFFER, "to", carol.peer()));

        bob.ack(answer(ANSWER, "to", alice.peer()));
        carol.ack(answer(ANSWER, "to", alice.peer()));
        alice.await("answer");
        alice.await("answer");
    }

    @Test
    void anUnaddressedRollbackWithdrawsItFromAll() {
        joinAll();
        offerToAll();

        alice.ack(Frames.rollback());
        for (Client receiver : new Client[] {bob, carol}) {
            assertEquals(
                    "rollback",
                    receiver.await("offer").path("offer").path("type").asText());
            receiver.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        }
    }

    @Test
    void anUnaddressedAnswerGoesToThoseWhoOffered() {
        joinAll();
        bob.ack(offer(OFFER, "to", alice.peer()));

        alice.ack(answer(ANSWER));
        assertEquals(alice.peer(), bob.await("answer").path("from").asText());
        assertTrue(carol.expectNothingBut().isEmpty());
    }

    @Test
    void whoIsAloneHasNobodyToOfferTo() {
        Client alone = connect();
        alone.join(ServerUnderTest.freshRoom());

        JsonNode error = alone.refused("no-such-peer", offer(OFFER));
        assertEquals(true, error.path("retryable").asBoolean());
    }

    @Test
    void aNewcomerWasNotOfferedWhatIsOpen() {
        joinAll();
        offerToAll();
        Client dave = connect();
        dave.join(alice.received("joined").getFirst().path("room").asText());

        // It came after the offer and was not offered anything.
        dave.refused("wrong-state", answer(ANSWER, "to", alice.peer()));
        dave.expectNothingBut();
    }
}
