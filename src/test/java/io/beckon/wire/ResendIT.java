package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Section 2, resend: a repeated {@code id} gets the same reply, and what it named is done once. */
class ResendIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    @ParameterizedTest
    @EnumSource
    void anAcceptedFrameIsDeliveredOnce(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        alice.join(room);
        bob.join(room);

        JsonNode ack = alice.ack(message("hi", "id", "m"));
        alice.ack(message("between"));
        assertEquals(ack, alice.ack(message("hi", "id", "m")));
        assertEquals(ack, alice.ack(message("whatever its content", "id", "m")));
        assertEquals(ack, alice.ack(frame("update", "name", "Nobody", "id", "m")));
        bob.barrier();
        assertEquals(2, bob.received("message").size());
        bob.expectNothingBut("message");
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatedJoinGetsItsPlaceWithTheRosterOfNow(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
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

    @ParameterizedTest
    @EnumSource
    void aRepeatedLeaveGetsLeft(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        alice.join(room);

        JsonNode left = alice.expect("left", frame("leave", "room", room, "id", "l"));
        assertEquals(left, alice.expect("left", frame("leave", "room", room, "id", "l")));
    }

    @ParameterizedTest
    @EnumSource
    void theSameIdInAnotherRoomIsAnotherFrame(Encoding encoding) {
        String other = ServerUnderTest.freshRoom();
        WireClient alice = server.connect(encoding);
        alice.join(room);
        alice.join(other);

        assertEquals(
                room,
                alice.ack(message("hi", "room", room, "id", "m")).path("room").asText());
        assertEquals(
                other,
                alice.ack(message("hi", "room", other, "id", "m")).path("room").asText());
    }

    @ParameterizedTest
    @EnumSource
    void theSameIdOfAnotherSessionIsAnotherFrame(Encoding encoding) {
        User user = User.any();
        WireClient first = server.connect(encoding, user);
        WireClient second = server.connect(encoding, user);
        first.join(room);
        second.join(room);

        long seq = first.ack(message("hi", "id", "m")).path("seq").asLong();
        assertTrue(second.ack(message("hi", "id", "m")).path("seq").asLong() > seq);
    }

    @ParameterizedTest
    @EnumSource
    void aRefusedFrameMayBeRepeatedWithItsId(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        alice.join(room);

        alice.refused("no-such-peer", Frames.offer(Pair.OFFER, "id", "o"));
        WireClient bob = server.connect(encoding);
        bob.join(room);
        alice.ack(Frames.offer(Pair.OFFER, "id", "o"));
        bob.await("offer");
    }

    @ParameterizedTest
    @EnumSource
    void theLast256AreRemembered(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        alice.join(room);
        bob.join(room);

        JsonNode first = alice.ack(message(0, "id", "m0"));
        for (int i = 1; i < 256; i++) {
            alice.send(message(i, "id", "m" + i));
        }
        alice.reply("m255");
        assertEquals(first, alice.ack(message(0, "id", "m0")));
        bob.barrier();
        assertEquals(256, bob.received("message").size());
    }

    @ParameterizedTest
    @EnumSource
    void anAnswerIsRepeatedWithoutAChangeOfState(Encoding encoding) {
        Pair pair = Pair.join(server, encoding);
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
