package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static io.beckon.wire.Frames.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may join: capacity, locks, patterns, roles, and the replacement of one's own participant. */
class AdmissionIT {

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.room.max-participants.mesh", "3", "beckon.room.max-hosts", "2");

    private String room;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    @ParameterizedTest
    @EnumSource
    void aFullRoomRefuses(Encoding encoding) {
        WireClient[] members = {server.connect(encoding), server.connect(encoding), server.connect(encoding)};
        for (WireClient member : members) {
            member.join(room);
        }
        WireClient late = server.connect(encoding);

        JsonNode error = late.refused("room-full", join(room));
        assertEquals(room, error.path("room").asText());
        assertTrue(error.path("retryable").asBoolean());
        members[1].expect("left", frame("leave"));
        late.join(room);
    }

    @ParameterizedTest
    @EnumSource
    void aReplacementFitsIntoAFullRoom(Encoding encoding) {
        User user = User.any();
        WireClient old = server.connect(encoding, user);
        WireClient[] others = {server.connect(encoding), server.connect(encoding)};
        old.join(room);
        for (WireClient other : others) {
            other.join(room);
            old.await("peer-joined");
        }
        others[0].await("peer-joined");
        WireClient reloaded = server.connect(encoding, user);

        JsonNode joined = reloaded.join(room, "replace", object("session", old.session(), "secret", old.secret()));
        assertEquals(2, joined.path("participantCount").intValue());
        for (WireClient other : others) {
            JsonNode left = other.await("peer-left");
            JsonNode arrived = other.await("peer-joined");
            assertEquals("replaced", left.path("reason").asText());
            assertEquals(old.peer(), left.path("peer").asText());
            assertEquals(reloaded.peer(), arrived.path("peer").path("peer").asText());
            assertTrue(left.path("seq").asLong() < arrived.path("seq").asLong());
            assertEquals(joined.path("seq").asLong(), arrived.path("seq").asLong());
        }
        JsonNode told = old.await("left");
        assertEquals("replaced", told.path("reason").asText());
        old.refused("not-in-room", Frames.message("hi", "room", room));
    }

    @ParameterizedTest
    @EnumSource
    void nobodyReplacesAnother(Encoding encoding) {
        WireClient victim = server.connect(encoding);
        victim.join(room);
        WireClient thief = server.connect(encoding);
        WireClient guesser = server.connect(encoding);

        // Whether they join all the same or get an error is not said.
        thief.request(join(room, "replace", object("session", victim.session(), "secret", victim.secret())));
        guesser.request(join(room, "replace", object("session", victim.session(), "secret", "wrong")));
        victim.expectNothingBut("peer-joined");
        victim.ack(Frames.message("still here"));
    }

    @ParameterizedTest
    @EnumSource
    void capacityHoldsUnderConcurrentJoins(Encoding encoding) {
        List<WireClient> clients =
                Stream.generate(() -> server.connect(encoding)).limit(12).toList();
        clients.forEach(client -> client.send(join(room, "id", "join")));
        List<JsonNode> replies =
                clients.stream().map(client -> client.reply("join")).toList();

        assertEquals(
                3,
                replies.stream()
                        .filter(reply -> reply.path("type").asText().equals("joined"))
                        .count());
        assertEquals(
                9,
                replies.stream()
                        .filter(reply -> reply.path("code").asText().equals("room-full"))
                        .count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sfu", "mcu", "broadcast"})
    void anotherPatternThanMeshTakesTheRightToCreateIt(String pattern) {
        String right = pattern.equals("broadcast") ? "host" : "media-server";
        for (Encoding encoding : Encoding.values()) {
            freshRoom();
            server.connect(encoding).refused("not-allowed", join(room, "pattern", pattern));
            server.connect(encoding, right.equals("host") ? "media-server" : "host")
                    .refused("not-allowed", join(room, "pattern", pattern));
            assertEquals(
                    pattern,
                    server.connect(encoding, right)
                            .join(room, "pattern", pattern)
                            .path("pattern")
                            .asText());
            server.connect(encoding, "moderator").join(room + "2", "pattern", pattern);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theFirstJoinSetsThePattern(Encoding encoding) {
        server.connect(encoding).join(room, "pattern", "mesh");
        WireClient moderator = server.connect(encoding, "moderator", "host", "media-server");

        JsonNode error = moderator.refused("not-allowed", join(room, "pattern", "sfu"));
        assertEquals("pattern", error.path("field").asText());
        assertEquals(
                "mesh", moderator.join(room, "pattern", "mesh").path("pattern").asText());
        assertEquals("mesh", server.connect(encoding).join(room).path("pattern").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "moderator", "media-server"})
    void aRoleBeyondOnesRightsIsRefused(String role) {
        for (Encoding encoding : Encoding.values()) {
            freshRoom();
            WireClient client = server.connect(encoding);
            client.refused("not-allowed", join(room, "role", role));
            assertEquals(
                    "participant", client.join(room).path("self").path("role").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theMediaServerIsUnique(Encoding encoding) {
        server.connect(encoding, "media-server").join(room, "pattern", "sfu", "role", "media-server");

        // Which code it has is not said.
        server.connect(encoding, "media-server").expect("error", join(room, "role", "media-server"));
    }

    @ParameterizedTest
    @EnumSource
    void thereIsALimitToHosts(Encoding encoding) {
        for (int i = 0; i < 2; i++) {
            server.connect(encoding, "host").join(room, "pattern", "broadcast", "role", "host");
        }

        // Which code it has is not said.
        server.connect(encoding, "host").expect("error", join(room, "role", "host"));
        server.connect(encoding, "host").join(room);
    }

    @ParameterizedTest
    @EnumSource
    void theDefaultRoleOfABroadcastIsViewer(Encoding encoding) {
        server.connect(encoding, "host").join(room, "pattern", "broadcast", "role", "host");

        assertEquals(
                "viewer",
                server.connect(encoding).join(room).path("self").path("role").asText());
    }

    @ParameterizedTest
    @EnumSource
    void aLockedRoomAdmitsNobody(Encoding encoding) {
        WireClient moderator = server.connect(encoding, "moderator");
        WireClient member = server.connect(encoding);
        moderator.join(room, "role", "moderator");
        member.join(room);

        long seq = moderator.ack(frame("lock")).path("seq").asLong();
        JsonNode told = member.await("room-locked");
        assertEquals(seq, told.path("seq").asLong());
        assertEquals(room, told.path("room").asText());
        WireClient late = server.connect(encoding);
        late.refused("room-locked", join(room));

        moderator.ack(frame("unlock"));
        member.await("room-unlocked");
        late.join(room);
    }
}
