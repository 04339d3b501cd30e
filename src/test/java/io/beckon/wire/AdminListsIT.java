package io.beckon.wire;

import static io.beckon.wire.AdminApi.assertProblem;
import static io.beckon.wire.AdminApi.segment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What administrators see of one node. */
class AdminListsIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    private AdminApi admin;

    @BeforeEach
    void signIn() {
        admin = AdminApi.of(server);
    }

    @Test
    void aRoomIsListedWithWhoIsInIt() {
        String room = ServerUnderTest.freshRoom();
        User user = User.with("host");
        WireClient host = server.connect(Encoding.JSON, user);
        host.join(room, "role", "host", "name", "The host");
        server.connect(Encoding.CBOR).join(room);

        JsonNode listed = admin.read("/rooms?q=" + room);
        assertEquals(1, listed.path("total").asInt());
        JsonNode entry = listed.path("rooms").path(0);
        assertEquals(room, entry.path("room").asText());
        assertEquals("mesh", entry.path("pattern").asText());
        assertEquals(2, entry.path("participants").asInt());
        assertEquals(1, entry.path("roles").path("host").asInt());
        assertEquals(1, entry.path("roles").path("participant").asInt());

        JsonNode detail = admin.read("/rooms/" + room);
        assertEquals(2, detail.path("total").asInt());
        JsonNode first = detail.path("participants").path(0);
        assertEquals(host.peer(), first.path("peer").asText());
        assertEquals(user.id(), first.path("user").asText());
        assertEquals("The host", first.path("name").asText());
        assertEquals(host.session(), first.path("session").asText());
        assertTrue(first.path("connected").asBoolean());
        assertFalse(detail.toString().contains(host.secret()));
    }

    @Test
    void manyRoomsAreSeenPageByPageEachOnce() {
        String prefix = "many-" + UUID.randomUUID();
        List<String> names = new ArrayList<>();
        for (int client = 0; client < 5; client++) {
            WireClient member = server.connect(Encoding.JSON);
            for (int i = 0; i < 10; i++) {
                String room = prefix + "-" + client + i;
                names.add(room);
                member.join(room);
            }
        }
        List<String> seen = admin.all("/rooms?q=" + prefix, "rooms", 7).stream()
                .map(room -> room.path("room").asText())
                .toList();
        assertEquals(names.stream().sorted().toList(), seen);
        assertEquals(50, admin.read("/rooms?limit=1&q=" + prefix).path("total").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"50%", "a;b=c", "a+b c", "ü😀", "a?b#c&d", "a%2Fb", "\"<>'`|", "..."})
    void aRoomIsFoundWhateverItsName(String name) {
        String room = name + UUID.randomUUID();
        server.connect(Encoding.JSON).join(room);
        assertEquals(room, admin.read("/rooms/" + segment(room)).path("room").asText());
        assertEquals(1, admin.read("/rooms?q=" + segment(room)).path("total").asInt());
    }

    @Test
    void participantsAreSeenPageByPageInTheOrderInWhichTheyJoined() {
        String room = ServerUnderTest.freshRoom();
        List<String> peers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            WireClient client = server.connect(Encoding.JSON);
            client.join(room);
            peers.add(client.peer());
        }
        assertEquals(
                peers,
                admin.all("/rooms/" + room, "participants", 2).stream()
                        .map(peer -> peer.path("peer").asText())
                        .toList());
    }

    @Test
    void aLadderSaysWhoToldWhomButNotWhat() {
        String room = ServerUnderTest.freshRoom();
        WireClient alice = server.connect(Encoding.JSON);
        WireClient bob = server.connect(Encoding.JSON);
        alice.join(room);
        bob.join(room, "metadata", Map.of("said", "unspeakable"));
        alice.ack(Frames.offer(Sdp.offer("aaaa").text()));
        bob.ack(Frames.answer(Sdp.answer("bbbb").text()));
        alice.ack(Frames.candidate(Frames.hostCandidate("aaaa", 1000)));
        bob.ack(Frames.message("unspeakable", "to", alice.peer()));

        String text = admin.get("/rooms/" + room + "/events").body();
        JsonNode events = admin.read("/rooms/" + room + "/events");
        List<String> types = StreamSupport.stream(events.path("events").spliterator(), false)
                .map(event -> event.path("type").asText())
                .toList();
        assertTrue(
                types.containsAll(List.of("peer-joined", "offer", "answer", "ice-candidate", "message")),
                types::toString);
        JsonNode message = events.path("events").path(types.indexOf("message"));
        assertEquals(bob.peer(), message.path("from").asText());
        assertEquals(alice.peer(), message.path("to").path(0).asText());
        assertTrue(message.path("size").asInt() > 0);
        Stream.of("unspeakable", "v=0", "10.99.0.1", "fingerprint")
                .forEach(secret -> assertFalse(text.contains(secret), secret));

        JsonNode more = admin.read(
                "/rooms/" + room + "/events?after=" + events.path("next").asText());
        assertEquals(0, more.path("events").size());
        assertEquals(events.path("next"), more.path("next"));
    }

    @Test
    void sessionsAreListedWithTheirRoomsAndWithoutSecrets() {
        String room = ServerUnderTest.freshRoom();
        User user = User.any();
        WireClient first = server.connect(Encoding.CBOR, user);
        WireClient second = server.connect(Encoding.JSON, user);
        first.join(room);
        List<JsonNode> found = admin.all("/sessions?q=" + user.id(), "sessions", 1);
        assertEquals(
                Stream.of(first.session(), second.session()).sorted().toList(),
                found.stream().map(each -> each.path("session").asText()).toList());
        JsonNode own = found.stream()
                .filter(each -> each.path("session").asText().equals(first.session()))
                .findFirst()
                .orElseThrow();
        assertEquals(room, own.path("rooms").path(0).asText());
        assertEquals("cbor", own.path("encoding").asText());
        assertFalse(found.toString().contains(first.secret()));
    }

    @Test
    void aRoomSaysWhatEachPairNegotiatesAndSinceWhen() {
        String room = ServerUnderTest.freshRoom();
        WireClient alice = server.connect(Encoding.JSON);
        WireClient bob = server.connect(Encoding.JSON);
        WireClient carol = server.connect(Encoding.JSON);
        Stream.of(alice, bob, carol).forEach(client -> client.join(room));
        JsonNode before = admin.read("/rooms/" + room);
        assertEquals(0, before.path("negotiations").size());
        alice.ack(Frames.offer(Sdp.offer("aaaa").text(), "to", bob.peer()));

        JsonNode detail = admin.read("/rooms/" + room);
        assertEquals(1, detail.path("negotiations").size(), detail::toString);
        JsonNode pair = detail.path("negotiations").path(0);
        assertEquals(
                Stream.of(alice.peer(), bob.peer()).sorted().toList(),
                List.of(pair.path("first").asText(), pair.path("second").asText()));
        assertEquals("open", pair.path("state").asText());
        assertEquals("", pair.path("pc").asText());
        Instant opened = Instant.parse(detail.path("openedAt").asText());
        Instant last = Instant.parse(detail.path("lastAt").asText());
        assertEquals(before.path("openedAt"), detail.path("openedAt"));
        assertTrue(opened.isBefore(last), detail::toString);
        assertTrue(detail.path("bytes").asLong() > before.path("bytes").asLong(), detail::toString);
        JsonNode listed = admin.read("/rooms?q=" + room).path("rooms").path(0);
        assertEquals(detail.path("openedAt"), listed.path("openedAt"));
        assertEquals(detail.path("lastAt"), listed.path("lastAt"));

        bob.ack(Frames.answer(Sdp.answer("bbbb").text(), "to", alice.peer()));
        assertEquals(
                "answered",
                admin.read("/rooms/" + room)
                        .path("negotiations")
                        .path(0)
                        .path("state")
                        .asText());
    }

    @Test
    void theNodeSaysHowItIs() {
        JsonNode nodes = admin.read("/nodes").path("nodes");
        assertEquals(1, nodes.size());
        assertTrue(nodes.path(0).path("self").asBoolean());
        assertTrue(nodes.path(0).path("ready").asBoolean());
        assertEquals(64, nodes.path(0).path("partitions").asInt());
        JsonNode strain = nodes.path(0).path("strain");
        assertTrue(strain.path("cpu").asDouble() <= 1, strain::toString);
        assertTrue(strain.path("heap").asLong() > 0, strain::toString);
        assertTrue(strain.path("heapMost").asLong() >= strain.path("heap").asLong(), strain::toString);
        server.connect(Encoding.JSON).barrier();
        long frames = admin.read("/nodes")
                .path("nodes")
                .path(0)
                .path("strain")
                .path("frames")
                .asLong();
        assertTrue(frames > strain.path("frames").asLong(), () -> frames + " after " + strain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/rooms?limit=0", "/rooms?limit=501", "/sessions?limit=x", "/calls?limit=-1"})
    void aPageHasABoundedSize(String path) {
        assertProblem(400, "bad-message", admin.get(path));
        assertEquals("limit", AdminApi.json(admin.get(path)).path("field").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sessions?after=%21", "/rooms/x/events?after=y", "/rooms/x?after=-1"})
    void aCursorIsOneThatWasGivenOut(String path) {
        assertProblem(400, "bad-message", admin.get(path));
        assertEquals("after", AdminApi.json(admin.get(path)).path("field").asText());
    }
}
