package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.join;
import static io.beckon.wire.Frames.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.room.RoomRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may join: capacity, patterns, roles, and the replacement of one's own participant. */
class AdmissionTest extends NodeSpecification {

    private final String room = ServerUnderTest.freshRoom();

    AdmissionTest() {
        super(new RoomRules(RoomRules.VERSION, 3, 1000, 1000, 100_000, 2, 1000));
    }

    @Test
    void aFullRoomRefuses() {
        Client[] members = {connect(), connect(), connect()};
        for (Client member : members) {
            member.join(room);
        }
        Client late = connect();

        JsonNode error = late.refused("room-full", join(room));
        assertEquals(room, error.path("room").asText());
        assertTrue(error.path("retryable").asBoolean());
        members[1].expect("left", frame("leave"));
        late.join(room);
    }

    @Test
    void aReplacementFitsIntoAFullRoom() {
        User user = User.any();
        Client old = connect(user);
        Client[] others = {connect(), connect()};
        old.join(room);
        for (Client other : others) {
            other.join(room);
            old.await("peer-joined");
        }
        others[0].await("peer-joined");
        Client reloaded = connect(user);

        JsonNode joined = reloaded.join(room, "replace", object("session", old.session(), "secret", old.secret()));
        assertEquals(2, joined.path("participantCount").intValue());
        for (Client other : others) {
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

    @Test
    void nobodyReplacesAnother() {
        Client victim = connect();
        victim.join(room);
        Client thief = connect();
        Client guesser = connect();

        // Whether they join all the same or get an error is not said.
        thief.request(join(room, "replace", object("session", victim.session(), "secret", victim.secret())));
        guesser.request(join(room, "replace", object("session", victim.session(), "secret", "wrong")));
        victim.expectNothingBut("peer-joined");
        victim.ack(Frames.message("still here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sfu", "mcu", "broadcast"})
    void anotherPatternThanMeshTakesTheRightToCreateIt(String pattern) {
        String right = pattern.equals("broadcast") ? "host" : "media-server";
        connect().refused("not-allowed", join(room, "pattern", pattern));
        connect(right.equals("host") ? "media-server" : "host").refused("not-allowed", join(room, "pattern", pattern));
        assertEquals(
                pattern,
                connect(right).join(room, "pattern", pattern).path("pattern").asText());
        connect("moderator").join(room + "2", "pattern", pattern);
    }

    @Test
    void theFirstJoinSetsThePattern() {
        connect().join(room, "pattern", "mesh");
        Client moderator = connect("moderator", "host", "media-server");

        JsonNode error = moderator.refused("not-allowed", join(room, "pattern", "sfu"));
        assertEquals("pattern", error.path("field").asText());
        assertEquals(
                "mesh", moderator.join(room, "pattern", "mesh").path("pattern").asText());
        assertEquals("mesh", connect().join(room).path("pattern").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "moderator", "media-server"})
    void aRoleBeyondOnesRightsIsRefused(String role) {
        Client client = connect();
        client.refused("not-allowed", join(room, "role", role));
        assertEquals("participant", client.join(room).path("self").path("role").asText());
    }

    @Test
    void theMediaServerIsUnique() {
        connect("media-server").join(room, "pattern", "sfu", "role", "media-server");

        // Which code it has is not said.
        connect("media-server").expect("error", join(room, "role", "media-server"));
    }

    @Test
    void theDefaultRoleOfABroadcastIsViewer() {
        connect("host").join(room, "pattern", "broadcast", "role", "host");

        assertEquals("viewer", connect().join(room).path("self").path("role").asText());
    }
}
