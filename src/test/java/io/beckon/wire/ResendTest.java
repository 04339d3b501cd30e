package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Section 2, resend: a repeated {@code id} gets the same reply, and what it named is done once. */
class ResendTest extends NodeSpecification {

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aRepeatedJoinGetsItsPlaceWithTheRosterOfNow() {
        Client alice = connect();
        Client bob = connect();
        JsonNode joined = alice.expect("joined", join(room, "id", "j"));
        bob.join(room);
        alice.await("peer-joined");

        JsonNode again = alice.expect("joined", join(room, "id", "j"));
        assertEquals(joined.path("seq"), again.path("seq"));
        assertEquals(joined.path("self").path("peer"), again.path("self").path("peer"));
        assertEquals(1, again.path("participantCount").intValue());
        assertEquals(bob.peer(), again.path("participants").path(0).path("peer").asText());
        bob.expectNothingBut();
    }

    @Test
    void aRepeatedLeaveGetsLeft() {
        Client alice = connect();
        alice.join(room);

        JsonNode left = alice.expect("left", frame("leave", "room", room, "id", "l"));
        assertEquals(left, alice.expect("left", frame("leave", "room", room, "id", "l")));
    }

    @Test
    void anAcceptedFrameGetsItsReplyAgainAfterItsSenderHasLeft() {
        Client alice = connect();
        alice.join(room);
        JsonNode ack = alice.ack(message("hi", "room", room, "id", "m"));
        alice.expect("left", frame("leave", "room", room));

        assertEquals(ack, alice.ack(message("hi", "room", room, "id", "m")));
        alice.refused("not-in-room", message("hi", "room", room, "id", "n"));
        alice.refused("not-in-room", message("hi", "room", room));
    }

    @Test
    void soDoesTheOneThatHasClosedTheRoom() {
        Client alice = connect("moderator");
        alice.join(room, "role", "moderator");
        JsonNode ack = alice.ack(frame("close-room", "room", room, "id", "c"));
        alice.await("room-closed");

        assertEquals(ack, alice.ack(frame("close-room", "room", room, "id", "c")));
    }

    @Test
    void theSameIdInAnotherRoomIsAnotherFrame() {
        String other = ServerUnderTest.freshRoom();
        Client alice = connect();
        alice.join(room);
        alice.join(other);

        assertEquals(
                room,
                alice.ack(message("hi", "room", room, "id", "m")).path("room").asText());
        assertEquals(
                other,
                alice.ack(message("hi", "room", other, "id", "m")).path("room").asText());
    }

    @Test
    void theSameIdOfAnotherSessionIsAnotherFrame() {
        User user = User.any();
        Client first = connect(user);
        Client second = connect(user);
        first.join(room);
        second.join(room);

        long seq = first.ack(message("hi", "id", "m")).path("seq").asLong();
        assertTrue(second.ack(message("hi", "id", "m")).path("seq").asLong() > seq);
    }

    @Test
    void aRefusedFrameMayBeRepeatedWithItsId() {
        Client alice = connect();
        alice.join(room);

        alice.refused("no-such-peer", Frames.offer(Pair.OFFER, "id", "o"));
        Client bob = connect();
        bob.join(room);
        alice.ack(Frames.offer(Pair.OFFER, "id", "o"));
        bob.await("offer");
    }

    @Test
    void anAnswerIsRepeatedWithoutAChangeOfState() {
        Pair pair = Pair.join(connect(), connect());
        pair.offered();

        JsonNode ack =
                pair.first().ack(Frames.answer(Pair.ANSWER, "to", pair.second().peer(), "id", "a"));
        assertEquals(
                ack,
                pair.first().ack(Frames.answer(Pair.ANSWER, "to", pair.second().peer(), "id", "a")));
        pair.second().await("answer");
        pair.second().expectNothingBut();
    }
}
