package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 2, order of checks: syntax, room, addressee, right, state. */
class CheckOrderIT {

    private static final String NOBODY = "AAAAAAAAAAAAAAAAAAAAAA";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void syntaxBeforeRoom(Encoding encoding) {
        WireClient client = server.connect(encoding);

        client.refused("bad-sdp", Frames.offer("v=0\r\n", "room", "r", "to", NOBODY));
        client.refused("bad-candidate", Frames.candidate(Frames.object("candidate", "candidate:x"), "room", "r"));
        client.refused("bad-message", frame("message", "room", "r"));
    }

    @ParameterizedTest
    @EnumSource
    void roomBeforeAddressee(Encoding encoding) {
        WireClient client = server.connect(encoding);

        client.refused("not-in-room", message("hi", "to", NOBODY));
        client.refused("not-in-room", message("hi", "to", NOBODY, "room", "nowhere"));
        client.join(ServerUnderTest.freshRoom());
        client.refused("not-in-room", message("hi", "to", NOBODY, "room", "nowhere"));
    }

    @ParameterizedTest
    @EnumSource
    void addresseeBeforeRight(Encoding encoding) {
        WireClient client = server.connect(encoding);
        client.join(ServerUnderTest.freshRoom());

        client.refused("no-such-peer", frame("kick", "peer", NOBODY));
        client.refused("no-such-peer", frame("set-role", "peer", NOBODY, "role", "host"));
        client.refused("no-such-peer", Frames.answer(Sdp.answer("aaaa").text(), "to", NOBODY));
        client.refused("no-such-peer", frame("connection-state", "peer", NOBODY, "state", "connected"));
    }

    @ParameterizedTest
    @EnumSource
    void rightBeforeState(Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        WireClient media = server.connect(encoding, "media-server");
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        media.join(room, "pattern", "sfu", "role", "media-server");
        alice.join(room);
        bob.join(room);

        alice.refused("not-allowed", Frames.answer(Sdp.answer("aaaa").text(), "to", bob.peer()));
        alice.refused("wrong-state", Frames.answer(Sdp.answer("aaaa").text(), "to", media.peer()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"leave", "roster", "lock", "unlock", "close-room"})
    void everyFrameOfARoomNeedsOne(String type) {
        for (Encoding encoding : Encoding.values()) {
            JsonNode error = server.connect(encoding).refused("not-in-room", frame(type));
            assertEquals(false, error.path("retryable").asBoolean(true));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theRoomMayBeLeftOutInOneOnly(Encoding encoding) {
        WireClient client = server.connect(encoding);
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

    @ParameterizedTest
    @EnumSource
    void theRoomOfAnotherIsNoRoomOfMine(Encoding encoding) {
        String room = ServerUnderTest.freshRoom();
        WireClient member = server.connect(encoding);
        member.join(room);
        WireClient stranger = server.connect(encoding);

        JsonNode existing = stranger.refused("not-in-room", message("hi", "room", room));
        JsonNode missing = stranger.refused("not-in-room", message("hi", "room", "no-" + room));
        assertEquals(
                existing.path("message").asText().replace(room, ""),
                missing.path("message").asText().replace("no-" + room, ""),
                "whether it exists is not told");
        member.expectNothingBut();
    }
}
