package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What moderators may do, and nobody else. */
class ModerationIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    @ParameterizedTest
    @EnumSource
    void theKickedIsToldAndItsConnectionStays(Encoding encoding) {
        WireClient moderator = server.connect(encoding, "moderator");
        WireClient kicked = server.connect(encoding);
        WireClient witness = server.connect(encoding);
        moderator.join(room, "role", "moderator");
        kicked.join(room);
        witness.join(room);
        String peer = kicked.peer();

        moderator.ack(frame("kick", "peer", peer, "reason", "spam"));
        JsonNode left = kicked.await("left");
        assertEquals("kicked", left.path("reason").asText());
        assertEquals(room, left.path("room").asText());
        assertTrue(left.path("id").isMissingNode(), left::toString);
        for (WireClient other : List.of(moderator, witness)) {
            JsonNode news = other.await("peer-left");
            assertEquals(peer, news.path("peer").asText());
            assertEquals("kicked", news.path("reason").asText());
        }
        kicked.refused("not-in-room", message("why?", "room", room));
        kicked.join(room);
    }

    @ParameterizedTest
    @EnumSource
    void aRoleMayBeGivenAndTaken(Encoding encoding) {
        WireClient moderator = server.connect(encoding, "moderator");
        WireClient alice = server.connect(encoding);
        WireClient witness = server.connect(encoding);
        moderator.join(room, "role", "moderator");
        alice.join(room);
        witness.join(room);

        moderator.ack(frame("set-role", "peer", alice.peer(), "role", "moderator"));
        JsonNode updated = witness.await("peer-updated");
        assertEquals(alice.peer(), updated.path("peer").path("peer").asText());
        assertEquals("moderator", updated.path("peer").path("role").asText());
        alice.ack(frame("lock"));
        alice.ack(frame("unlock"));

        moderator.ack(frame("set-role", "peer", alice.peer(), "role", "participant"));
        assertEquals(
                "participant",
                witness.await("peer-updated").path("peer").path("role").asText());
        alice.refused("not-allowed", frame("lock"));
    }

    @ParameterizedTest
    @EnumSource
    void aClosedRoomIsOverForEveryone(Encoding encoding) {
        WireClient moderator = server.connect(encoding, "moderator");
        WireClient member = server.connect(encoding);
        moderator.join(room, "role", "moderator");
        member.join(room);
        moderator.await("peer-joined");

        moderator.ack(frame("close-room"));
        for (WireClient client : List.of(moderator, member)) {
            assertEquals(room, client.await("room-closed").path("room").asText());
            JsonNode left = client.await("left");
            assertEquals("room-closed", left.path("reason").asText());
            assertTrue(left.path("id").isMissingNode(), left::toString);
            client.expectNothingBut();
            List<String> types = client.received().stream()
                    .map(frame -> frame.path("type").asText())
                    .filter(type -> List.of("ack", "room-closed", "left").contains(type))
                    .toList();
            assertEquals(
                    client == moderator ? List.of("ack", "room-closed", "left") : List.of("room-closed", "left"),
                    types);
        }
        member.refused("not-in-room", message("hi", "room", room));

        String before = member.peer();
        JsonNode joined = member.join(room);
        assertEquals(0, joined.path("participantCount").intValue());
        assertNotEquals(before, member.peer());
        assertTrue(joined.path("seq").asLong()
                > member.received("room-closed").getFirst().path("seq").asLong());
    }
}
