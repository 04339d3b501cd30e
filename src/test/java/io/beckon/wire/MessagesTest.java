package io.beckon.wire;

import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Where a {@code message} arrives in a mesh. */
class MessagesTest extends NodeSpecification {

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void anAddressedOneGoesToOne() {
        Client alice = connect();
        Client bob = connect();
        Client carol = connect();
        alice.join(room);
        bob.join(room);
        carol.join(room);

        alice.ack(message("psst", "to", carol.peer()));
        JsonNode message = carol.await("message");
        assertEquals(carol.peer(), message.path("to").asText());
        assertEquals(alice.peer(), message.path("from").asText());
        bob.expectNothingBut("peer-joined");
    }

    @Test
    void aMessageInAnEmptyRoomIsAccepted() {
        Client alice = connect();
        alice.join(room);

        alice.ack(message("hello?"));
    }
}
