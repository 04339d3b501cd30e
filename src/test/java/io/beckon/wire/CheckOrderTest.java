package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2, order of checks: room, addressee, right, state. */
class CheckOrderTest extends NodeSpecification {

    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAA";

    @Test
    void roomBeforeAddressee() {
        Client client = connect();

        client.refused("not-in-room", message("hi", "to", NOBODY));
        client.refused("not-in-room", message("hi", "to", NOBODY, "room", "nowhere"));
        client.join(ServerUnderTest.freshRoom());
        client.refused("not-in-room", message("hi", "to", NOBODY, "room", "nowhere"));
    }

    @Test
    void addresseeBeforeRight() {
        Client client = connect();
        client.join(ServerUnderTest.freshRoom());

        client.refused("no-such-peer", frame("kick", "peer", NOBODY));
        client.refused("no-such-peer", frame("set-role", "peer", NOBODY, "role", "host"));
        client.refused("no-such-peer", Frames.answer(Sdp.answer("aaaa").text(), "to", NOBODY));
        client.refused("no-such-peer", frame("connection-state", "peer", NOBODY, "state", "connected"));
    }

    @Test
    void rightBeforeState() {
        String room = ServerUnderTest.freshRoom();
        Client media = connect("media-server");
        Client alice = connect();
        Client bob = connect();
        media.join(room, "pattern", "sfu", "role", "media-server");
        alice.join(room);
        bob.join(room);

        alice.refused("not-allowed", Frames.answer(Sdp.answer("aaaa").text(), "to", bob.peer()));
        alice.refused("wrong-state", Frames.answer(Sdp.answer("aaaa").text(), "to", media.peer()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "roster", "lock", "unlock", "close-room"})
    void everyFrameOfARoomNeedsOne(String type) {
        JsonNode error = connect().refused("not-in-room", frame(type));
        assertEquals(false, error.path("retryable").asBoolean(true));
    }

    @Test
    void theRoomMayBeLeftOutInOneOnly() {
        Client client = connect();
        String first = ServerUnderTest.freshRoom();
        client.join(first);
        assertEquals(first, client.ack(message("hi")).path("room").asText());
        String second = ServerUnderTest.freshRoom();
        client.join(second);

        assertEquals(
                "room",
                client.refused("bad-message", message("hi")).path("field").asText());
        client.ack(message("hi", "room", first));
        client.ack(message("hi", "room", second));
        client.expect("left", frame("leave", "room", first));
        assertEquals(second, client.ack(message("hi")).path("room").asText());
    }

    @Test
    void theRoomOfAnotherIsNoRoomOfMine() {
        String room = ServerUnderTest.freshRoom();
        Client member = connect();
        member.join(room);
        Client stranger = connect();

        JsonNode existing = stranger.refused("not-in-room", message("hi", "room", room));
        JsonNode missing = stranger.refused("not-in-room", message("hi", "room", "no-" + room));
        assertEquals(
                existing.path("message").asText().replace(room, ""),
                missing.path("message").asText().replace("no-" + room, ""),
                "whether it exists is not told");
        member.expectNothingBut();
    }
}
