package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Who is in which room. */
class JoiningTest extends NodeSpecification {

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void oneJoinsARoomOnce() {
        Client alice = connect();
        Client bob = connect();
        alice.join(room);
        bob.join(room);
        alice.await("peer-joined");

        bob.refused("already-joined", Frames.join(room));
        alice.expectNothingBut();
    }

    @Test
    void twoTabsOfOneUserAreTwoParticipants() {
        User user = User.any();
        Client first = connect(user);
        Client second = connect(user);
        first.join(room);

        assertEquals(1, second.join(room).path("participantCount").intValue());
        first.await("peer-joined");
    }

    @Test
    void thereIsALimitToTheRoomsOfAConnection() {
        Client client = connect();
        for (int i = 0; i < 16; i++) {
            client.join(room + i);
        }

        // Which code it has is not said.
        client.expect("error", Frames.join(room));
        client.expect("left", frame("leave", "room", room + 3));
        client.join(room);
    }

    @Test
    void aRoomEndsWithItsLastParticipant() {
        Client alice = connect("host");
        alice.join(room);
        alice.expect("left", frame("leave"));

        assertEquals(
                "broadcast",
                alice.join(room, "pattern", "broadcast", "role", "host")
                        .path("pattern")
                        .asText());
    }

    @Test
    void roomsDoNotLeakIntoEachOther() {
        String other = ServerUnderTest.freshRoom();
        Client alice = connect();
        Client bob = connect();
        Client carol = connect();
        alice.join(room);
        bob.join(other);
        carol.join(room);
        alice.await("peer-joined");

        alice.ack(message("hi"));
        assertEquals("hi", carol.await("message").path("data").asText());
        alice.refused("no-such-peer", message("hi", "to", bob.peer()));
        bob.expectNothingBut();
    }
}
