package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static io.beckon.wire.Frames.object;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joining, leaving and what everybody is told of it. */
class JoiningIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private String room;

    @BeforeEach
    void freshRoom() {
        room = ServerUnderTest.freshRoom();
    }

    @ParameterizedTest
    @EnumSource
    void theFirstIsAlone(Encoding encoding) {
        User alice = User.any();
        WireClient client = server.connect(encoding, alice);
        JsonNode joined = client.join(room, "name", "Al", "metadata", object("hand", true));

        assertEquals(room, joined.path("room").asText());
        assertTrue(joined.path("seq").isIntegralNumber(), joined::toString);
        assertEquals("mesh", joined.path("pattern").asText());
        assertTrue(joined.path("shard").isIntegralNumber(), joined::toString);
        assertEquals(0, joined.path("participants").size());
        assertTrue(joined.path("participants").isArray());
        assertEquals(0, joined.path("participantCount").intValue());
        JsonNode self = joined.path("self");
        assertTrue(self.path("peer").asText().matches("[A-Za-z0-9_-]{22,64}"), self::toString);
        assertEquals(alice.id(), self.path("user").asText());
        assertEquals(alice.name(), self.path("userName").asText());
        assertEquals("Al", self.path("name").asText());
        assertEquals("participant", self.path("role").asText());
        assertEquals(true, self.path("metadata").path("hand").asBoolean());
    }

    @ParameterizedTest
    @EnumSource
    void everyoneKnowsEveryoneWithTheSidesOfEachPair(Encoding encoding) {
        User user = User.any();
        WireClient alice = server.connect(encoding, user);
        WireClient bob = server.connect(encoding);
        WireClient carol = server.connect(encoding);
        alice.join(room, "name", "Al", "metadata", object("n", 1));
        bob.join(room);
        JsonNode joined = carol.join(room, "name", "Carol", "metadata", object("n", 3));

        assertEquals(List.of(alice.peer(), bob.peer()), peers(joined), "in the order of joining");
        assertEquals(2, joined.path("participantCount").intValue());
        for (JsonNode earlier : joined.path("participants")) {
            assertEquals(false, earlier.path("polite").asBoolean(true), "who came first is not polite");
        }
        JsonNode first = joined.path("participants").path(0);
        assertEquals(user.id(), first.path("user").asText());
        assertEquals(user.name(), first.path("userName").asText());
        assertEquals("Al", first.path("name").asText());
        assertEquals(1, first.path("metadata").path("n").intValue());

        for (WireClient member : List.of(alice, bob)) {
            JsonNode news = member.await(
                    frame -> frame.path("type").asText().equals("peer-joined")
                            && frame.path("peer").path("peer").asText().equals(carol.peer()),
                    "carol's peer-joined");
            assertEquals(joined.path("seq").asLong(), news.path("seq").asLong());
            assertEquals(room, news.path("room").asText());
            assertEquals(true, news.path("peer").path("polite").asBoolean());
            assertEquals("Carol", news.path("peer").path("name").asText());
            assertEquals(3, news.path("peer").path("metadata").path("n").intValue());
        }
        assertEquals(List.of(bob.peer(), carol.peer()), peers(alice.expect("roster", frame("roster"))));
        assertEquals(List.of(alice.peer(), carol.peer()), peers(bob.expect("roster", frame("roster"))));
    }

    @ParameterizedTest
    @EnumSource
    void leavingIsSeenAndTheConnectionGoesOn(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        alice.join(room);
        bob.join(room);
        String bobsPeer = bob.peer();

        JsonNode reply = bob.expect("left", frame("leave", "room", room));
        assertEquals(room, reply.path("room").asText());
        JsonNode left = alice.await("peer-left");
        assertEquals(bobsPeer, left.path("peer").asText());
        assertEquals("left", left.path("reason").asText());
        bob.refused("not-in-room", message("hi", "room", room));
        alice.ack(message("anybody?"));
        bob.expectNothingBut();
        assertEquals(
                0, alice.expect("roster", frame("roster")).path("participants").size());

        bob.join(room);
        assertNotEquals(bobsPeer, bob.peer(), "who comes back is another participant");
    }

    @ParameterizedTest
    @EnumSource
    void aGoodbyeLeavesAtOnce(Encoding encoding) {
        String second = ServerUnderTest.freshRoom();
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        for (String name : List.of(room, second)) {
            alice.join(name);
            bob.join(name);
        }

        bob.close();

        for (int i = 0; i < 2; i++) {
            assertEquals("left", alice.await("peer-left").path("reason").asText());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUpdateIsTold(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        WireClient bob = server.connect(encoding);
        alice.join(room);
        bob.join(room, "name", "Bob", "metadata", object("hand", false));

        long seq = bob.ack(frame("update", "metadata", object("hand", true)))
                .path("seq")
                .asLong();
        JsonNode updated = alice.await("peer-updated");
        assertEquals(seq, updated.path("seq").asLong());
        assertEquals("Bob", updated.path("peer").path("name").asText(), "what is not named stays");
        assertEquals(true, updated.path("peer").path("metadata").path("hand").asBoolean());
        assertEquals(bob.peer(), updated.path("peer").path("peer").asText());
        assertEquals(true, updated.path("peer").path("polite").asBoolean());

        bob.ack(frame("update", "name", "Robert"));
        updated = alice.await("peer-updated");
        assertEquals("Robert", updated.path("peer").path("name").asText());
        assertEquals(true, updated.path("peer").path("metadata").path("hand").asBoolean());
        assertEquals(
                "Robert",
                server.connect(encoding)
                        .join(room)
                        .path("participants")
                        .path(1)
                        .path("name")
                        .asText());
    }

    @ParameterizedTest
    @EnumSource
    void roomNamesAreComparedByCodePoint(Encoding encoding) {
        WireClient alice = server.connect(encoding);
        alice.join(room + "é");

        WireClient bob = server.connect(encoding);
        assertEquals(0, bob.join(room + "e\u0301").path("participantCount").intValue());
        assertEquals(0, bob.join(room + "É").path("participantCount").intValue());
        assertEquals(1, bob.join(room + "é").path("participantCount").intValue());
        bob.join("😀".repeat(128));
    }

    @ParameterizedTest
    @EnumSource
    void metadataMayBeAsLongAsItsLimit(Encoding encoding) {
        // {"m":"…"} takes eight bytes besides the text.
        Map<String, Object> metadata = object("m", "ä".repeat(2044));

        JsonNode joined = server.connect(encoding).join(room, "metadata", metadata, "name", "😀".repeat(64));
        assertEquals(
                2044, joined.path("self").path("metadata").path("m").asText().length());
    }

    static List<String> peers(JsonNode roster) {
        return StreamSupport.stream(roster.path("participants").spliterator(), false)
                .map(participant -> participant.path("peer").asText())
                .toList();
    }
}
