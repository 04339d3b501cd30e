package io.beckon.transport.signaling;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import io.beckon.log.ForwardingRoomLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.RoomLog;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Joining, being there and leaving by requests. */
class ParticipantsTest extends SignalingSpecification {

    @Test
    void aSessionIsMadeWithTheFieldsOfWelcome() {
        Said said = node.ask("alice", "POST", "/v1/sessions", "");
        assertEquals(201, said.status());
        assertEquals("alice", said.body().path("user").path("id").asText());
        for (String field : List.of(
                "session", "secret", "expiresAt", "iceServers", "heartbeatSeconds", "resumeWindowSeconds", "limits")) {
            assertTrue(said.body().has(field), field);
        }
        assertEquals("signaling.v1", said.body().path("protocol").asText());
        assertEquals("no-store", said.header("Cache-Control"));
    }

    @Test
    void aParticipantHasAPlaceOfItsOwn() {
        Said said = node.ask("alice", "POST", participants(), "{'type':'join','name':'Al'}");
        assertEquals(201, said.status());
        JsonNode joined = said.body().path("joined");
        String peer = joined.path("self").path("peer").asText();
        assertEquals("/v1/rooms/" + room + "/participants/" + peer, said.header("Location"));
        assertEquals(room, joined.path("room").asText());
        assertEquals("Al", joined.path("self").path("name").asText());
        assertFalse(joined.has("id"), "the client gave none");
        assertTrue(said.body().has("secret"));
    }

    @Test
    void theSameJoinAgainIsTheSameParticipant() {
        String join = "{'type':'join','id':'once'}";
        Guest first = node.guest("alice", room, node.ask("alice", "POST", participants(), join));
        Said again = node.ask("alice", "POST", participants(), join);
        assertEquals(201, again.status());
        assertEquals(first.peer, node.guest("alice", room, again).peer);
        assertEquals(first.session, again.body().path("session").asText());
        assertEquals(0, again.body().path("joined").path("participantCount").asInt(), "nobody else");
        Guest other = node.guest("bob", room, node.ask("bob", "POST", participants(), join));
        assertNotEquals(first.peer, other.peer);
    }

    @Test
    void whoNumbersFromOneInEachRunIsHeardInEachRun() {
        Guest bob = node.join("bob", room);
        Guest before = null;
        for (String run : List.of("run 1", "run 2", "run 3")) {
            Guest alice = node.guest("alice", room, node.ask("alice", "POST", participants(), "{'id':'1'}"));
            Said again = node.ask("alice", "POST", participants(), "{'id':'1'}");
            assertEquals(alice.peer, node.guest("alice", room, again).peer, "a join that was sent again");
            assertEquals(alice.session, again.body().path("session").asText());
            if (before != null) {
                assertNotEquals(before.session, alice.session);
                assertNotEquals(before.peer, alice.peer);
            }
            Said said = alice.post(node, "{'type':'message','id':'2','data':'" + run + "'}");
            assertEquals(202, said.status());
            assertTrue(said.body().path("seq").asLong() > alice.joined, "not an earlier run's");
            assertEquals(204, delete(alice, participants() + "/" + alice.peer).status());
            before = alice;
        }
        List<String> heard = messages(bob.get(node, "", 0)).stream()
                .filter(frame -> frame.path("type").asText().equals("message"))
                .map(frame -> frame.path("data").asText())
                .toList();
        assertEquals(List.of("run 1", "run 2", "run 3"), heard);
    }

    @Test
    void whatIsNoJoinIsNotCarriedOutAsOne() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        Said said = node.ask(
                "alice", "POST", participants(), "{'type':'message','data':1}", Credential.HEADER, alice.credential());
        assertEquals(400, said.status());
        assertEquals("type", said.body().path("field").asText());
        assertEquals(List.of(), bob.types(node, ""));
    }

    @Test
    void oneSessionIsInSeveralRooms() {
        Guest alice = node.join("alice", room);
        String other = room + "b";
        Said joined = node.ask(
                "alice", "POST", "/v1/rooms/" + other + "/participants", "", Credential.HEADER, alice.credential());
        assertEquals(201, joined.status());
        assertEquals(alice.session, joined.body().path("session").asText());
        Guest bob = node.join("bob", room);
        Guest carol = node.join("carol", other);
        Said all = alice.get(node, "", 0);
        assertEquals(2, messages(all).size());
        Said one =
                node.ask("alice", "GET", "/v1/rooms/" + other + "/messages", "", Credential.HEADER, alice.credential());
        assertEquals(List.of("peer-joined"), types(one));
        assertEquals(carol.peer, messages(one).get(0).path("peer").path("peer").asText());
        assertEquals(400, alice.get(node, Long.toString(alice.joined), 0).status(), "a seq of which room?");
        assertEquals(400, alice.post(node, "{'type':'message','data':1}").status());
        Said there = node.ask(
                "alice",
                "POST",
                "/v1/rooms/" + room + "/messages",
                "{'type':'message','data':1}",
                Credential.HEADER,
                alice.credential());
        assertEquals(202, there.status());
        assertEquals(List.of("message"), bob.types(node, ""));
    }

    @Test
    void aRoomIsDescribedForThoseWhoMayJoinIt() {
        Said empty = node.ask("alice", "GET", "/v1/rooms/" + room, "");
        assertEquals(200, empty.status());
        assertEquals(0, empty.body().path("participantCount").asInt());
        assertEquals("[\"participant\",\"viewer\"]", empty.body().path("roles").toString());
        Guest alice = node.join("alice", room);
        Said said = node.ask("bob", "GET", "/v1/rooms/" + room, "");
        assertEquals(room, said.body().path("room").asText());
        assertEquals(1, said.body().path("participantCount").asInt());
        assertEquals("mesh", said.body().path("pattern").asText());
        assertTrue(said.body().path("shard").isInt());
        assertEquals(room, alice.room);
    }

    @ParameterizedTest
    @ValueSource(strings = {"al ice", "50%/#?", "a+b~c", "%2F"})
    void aParticipantOfALobbyIsFoundAtItsLocation(String name) {
        Said joined = node.ask("alice", "POST", participants(), "{'pattern':'lobby','name':'" + name + "'}");
        Guest alice = node.guest("alice", room, joined);
        assertEquals(name, alice.peer);
        String location = joined.header("Location");
        assertEquals(location, URI.create(location).getRawPath(), "a path, and nothing else");
        assertEquals(204, delete(alice, location).status());
        assertEquals(404, delete(alice, location).status());
    }

    @Test
    void leavingIsForOneself() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        String path = "/v1/rooms/" + room + "/participants/";
        assertEquals(403, delete(alice, path + bob.peer).status());
        assertEquals(404, delete(alice, path + "nobody").status());
        assertEquals(204, delete(alice, path + alice.peer).status());
        assertEquals(404, delete(alice, path + alice.peer).status());
        Said seen = bob.get(node, "", 0);
        assertEquals("left", messages(seen).getLast().path("reason").asText());
    }

    @Test
    void whoAsksForNothingAnyMoreLeavesAfterTheWindow() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        String after = alice.get(node, "", 0).body().path("next").asText();
        CompletableFuture<Said> poll = alice.begin(node, after, 15);
        awaitReader(alice);
        node.pass(SignalingNode.WINDOW.plusSeconds(1));
        Said said = poll.join();
        assertEquals(List.of("peer-left"), types(said));
        assertEquals("timeout", messages(said).get(0).path("reason").asText());
        assertEquals(410, bob.get(node, Long.toString(bob.joined), 0).status());
    }

    @Test
    void aRequestWhoseClientIsGoneKeepsNoSession() throws Exception {
        CompletableFuture<Void> swallowed = new CompletableFuture<>();
        RoomLog swallowing = new ForwardingRoomLog(new InProcessRoomLog(4, 1 << 24)) {
            @Override
            public CompletionStage<Long> append(RoomKey of, Proposal proposal) {
                if (proposal instanceof Proposal.Message) {
                    swallowed.complete(null);
                    return new CompletableFuture<>();
                }
                return super.append(of, proposal);
            }
        };
        try (InProcessCluster own = new InProcessCluster(swallowing)) {
            SignalingNode deaf = new SignalingNode(own);
            Guest alice = deaf.join("alice", room);
            URI address = URI.create(deaf.address);
            try (Socket socket = new Socket(address.getHost(), address.getPort())) {
                String frame = "{\"type\":\"message\",\"data\":1}";
                String request = "POST /v1/messages HTTP/1.1\r\nHost: " + address.getAuthority()
                        + "\r\nAuthorization: Bearer alice\r\n" + Credential.HEADER + ": " + alice.credential()
                        + "\r\nContent-Length: " + frame.length() + "\r\n\r\n" + frame;
                socket.getOutputStream().write(request.getBytes(US_ASCII));
                swallowed.get(10, TimeUnit.SECONDS);
                deaf.pass(SignalingNode.WINDOW.plusSeconds(1));
                assertNotNull(deaf.polled.here(alice.session), "a request that waits keeps it");
            }
            Await.until(
                    Duration.ofSeconds(10),
                    () -> {
                        deaf.pass(SignalingNode.WINDOW.plusSeconds(1));
                        return deaf.polled.here(alice.session) == null;
                    },
                    () -> "the session is still there");
        }
    }
}
