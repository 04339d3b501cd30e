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
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.session.Session;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.beckon.wire.Sdp;
import io.vertx.core.Vertx;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signaling by requests to one node. */
class SignalingTest {

    private static Vertx vertx;
    private static SignalingNode node;
    private static int rooms;

    private final String room = "room-" + rooms++;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        node = new SignalingNode(vertx, new InProcessRoomLog(4, 1 << 24), SignalingNode.nodes());
    }

    @AfterAll
    static void stop() {
        node.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

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

    private void assertHeard(String... refusals) {
        List<String> heard = node.refused.stream()
                .filter(each -> each.contains(" in " + room + ": "))
                .toList();
        assertEquals(
                Arrays.stream(refusals)
                        .map(each -> each.replace(": ", " in " + room + ": "))
                        .toList(),
                heard);
    }

    @Test
    void auditorsHearOfThoseWhoMayNot() {
        assertEquals(
                403, node.ask("ann+elsewhere", "GET", "/v1/rooms/" + room, "").status());
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        assertEquals(
                403,
                node.ask(
                                "bob",
                                "DELETE",
                                "/v1/rooms/" + room + "/participants/" + alice.peer,
                                "",
                                "Signaling-Session",
                                bob.session + "." + bob.secret)
                        .status());
        assertEquals(
                410,
                node.ask(
                                "ann",
                                "GET",
                                "/v1/rooms/" + room + "/messages",
                                "",
                                "Signaling-Session",
                                alice.session + "." + alice.secret)
                        .status());
        assertHeard(
                "ann: AuthorizationDenied[what=you may not join this room, missing=JOIN, count=1]",
                "bob: AuthorizationDenied[what=the participant is somebody else's, missing=OWNERSHIP, count=1]",
                "ann: AuthenticationDenied[reason=bad-resume, count=1]");
    }

    @Test
    void auditorsHearOfWhatNoSessionHearsOf() {
        String path = "/v1/rooms/" + room;
        Guest alice = node.join("alice", room);
        node.ask("ann", "POST", path + "/offer", "{'offer':{'type':'offer','sdp':'no sdp'}}");
        for (String body : List.of(
                "{'type':'message','room':'another','data':1}",
                "[{'type':'message','room':'another','data':1}]",
                "[")) {
            node.ask(
                    "alice", "POST", path + "/messages", body, "Signaling-Session", alice.session + "." + alice.secret);
        }
        assertHeard(
                "ann: FrameRefused[code=bad-sdp, frame=offer, count=1]",
                "alice: FrameRefused[code=bad-message, frame=message, count=1]",
                "alice: FrameRefused[code=bad-message, frame=message, count=1]",
                "alice: FrameRefused[code=bad-json, frame=null, count=1]");
    }

    @Test
    void aParticipantHasAPlaceOfItsOwn() {
        Said said = node.ask("alice", "POST", "/v1/rooms/" + room + "/participants", "{'type':'join','name':'Al'}");
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
        Guest first = node.guest("alice", room, node.ask("alice", "POST", "/v1/rooms/" + room + "/participants", join));
        Said again = node.ask("alice", "POST", "/v1/rooms/" + room + "/participants", join);
        assertEquals(201, again.status());
        assertEquals(first.peer, node.guest("alice", room, again).peer);
        assertEquals(first.session, again.body().path("session").asText());
        assertEquals(0, again.body().path("joined").path("participantCount").asInt(), "nobody else");
        Guest other = node.guest("bob", room, node.ask("bob", "POST", "/v1/rooms/" + room + "/participants", join));
        assertNotEquals(first.peer, other.peer);
    }

    @Test
    void framesGetTheirRepliesAndReachTheOthers() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        Said said = bob.post(node, "{'type':'message','id':'m1','data':'hello'}");
        assertEquals(202, said.status());
        assertEquals("ack", said.body().path("type").asText());
        assertEquals("m1", said.body().path("id").asText());
        assertEquals(
                said.body(),
                bob.post(node, "{'type':'message','id':'m1','data':'hello'}").body());

        Said read = alice.get(node, Long.toString(alice.joined), 0);
        List<JsonNode> frames = messages(read);
        assertEquals(List.of("peer-joined", "message"), types(read));
        assertEquals("hello", frames.get(1).path("data").asText());
        assertEquals(said.body().path("seq"), frames.get(1).path("seq"));
        assertEquals(bob.peer, frames.get(1).path("from").asText());
        assertEquals(List.of(), alice.types(node, read.body().path("next").asText()));
        assertEquals(List.of("peer-joined", "message"), alice.types(node, ""), "reading consumes nothing");
        assertEquals(
                List.of("message"), alice.types(node, frames.get(0).path("seq").asText()));
        assertEquals(List.of(), bob.types(node, ""), "one's own frames do not come back");
    }

    @Test
    void aKnockIsAnswered() {
        Guest host = node.guest(
                "host+moderator", room, node.ask("host+moderator", "POST", participants(), "{'role':'moderator'}"));
        assertEquals(202, host.post(node, "{'type':'lock'}").status());
        Said said = node.ask("carol", "POST", "/v1/sessions", "");
        Said knock = node.ask(
                "carol",
                "POST",
                "/v1/messages",
                "{'type':'knock','id':'k','room':'" + room + "'}",
                Credential.HEADER,
                said.body().path("session").asText() + "."
                        + said.body().path("secret").asText());
        assertEquals(202, knock.status());
        assertEquals("waiting", knock.body().path("state").asText());
    }

    @Test
    void aLongPollIsAnsweredWhenSomethingComes() {
        Guest alice = node.join("alice", room);
        String after = alice.get(node, "", 0).body().path("next").asText();
        CompletableFuture<Said> poll = alice.begin(node, after, 15);
        Guest bob = node.join("bob", room);
        Said said = poll.join();
        assertEquals(List.of("peer-joined"), types(said));
        assertEquals(bob.peer, messages(said).get(0).path("peer").path("peer").asText());
    }

    @Test
    void aSecondGetEndsTheFirst() {
        Guest alice = node.join("alice", room);
        CompletableFuture<Said> first = alice.begin(node, Long.toString(alice.joined), 15);
        awaitReader(alice);
        CompletableFuture<Said> second = alice.begin(node, Long.toString(alice.joined), 15);
        assertEquals(List.of(), types(first.join()));
        alice.post(node, "{'type':'message','data':1}");
        node.join("bob", room);
        assertEquals(List.of("peer-joined"), types(second.join()));
    }

    @Test
    void whoComesFromAWebSocketIsToldOfACallThatRings() {
        try (SignalingNode.Connected callee = node.new Connected("called");
                SignalingNode.Connected caller = node.new Connected("calling")) {
            JsonNode welcome = callee.await("welcome");
            callee.send("{'type':'join','id':'j','room':'" + room + "'}");
            long joined = callee.await("joined").path("seq").asLong();
            caller.send("{'type':'call','id':'c','user':'called'}");
            String call = callee.await("incoming-call").path("call").asText();
            String credential = welcome.path("session").asText() + "."
                    + welcome.path("secret").asText();
            Said read = node.ask("called", "GET", "/v1/messages?after=" + joined, "", Credential.HEADER, credential);
            List<JsonNode> told = messages(read).stream()
                    .filter(frame -> frame.path("type").asText().equals("resumed"))
                    .toList();
            assertEquals(1, told.size(), () -> messages(read).toString());
            JsonNode resumed = told.getFirst();
            assertEquals(call, resumed.path("calls").path(0).path("call").asText(), resumed::toString);
        }
    }

    /** Until a request that was sent before waits. */
    private static void awaitReader(Guest guest) {
        Await.until(
                Duration.ofSeconds(10),
                () -> {
                    Session session = node.polled.here(guest.session);
                    PolledConnection connection = session == null ? null : node.polled.connection(session);
                    return connection != null && connection.isBeingRead();
                },
                () -> "nobody reads for " + guest.user);
    }

    @Test
    void manyFramesAtOnceAreTakenInOrderWithAllTheirReplies() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        List<String> frames = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> frames.add("{'type':'message','id':'n" + i + "','data':" + i + "}"));
        frames.add(7, "{'type':'message','to':'nobody','data':0,'id':'x'}");
        frames.add(9, "{'type':'nonsense'}");
        Said said = bob.post(node, "[" + String.join(", ", frames) + "]");
        assertEquals(202, said.status());
        JsonNode replies = said.body().path("replies");
        assertEquals(42, replies.size());
        assertEquals("no-such-peer", replies.path(7).path("code").asText());
        assertEquals("x", replies.path(7).path("id").asText());
        assertEquals("unknown-type", replies.path(9).path("code").asText());
        assertFalse(replies.path(9).has("id"));
        List<Integer> data = messages(alice.get(node, "", 0)).stream()
                .filter(frame -> frame.path("type").asText().equals("message"))
                .map(frame -> frame.path("data").asInt())
                .toList();
        assertEquals(IntStream.range(0, 40).boxed().toList(), data);
    }

    @Test
    void moreThanOneReadingHasComeInSeveral() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        for (int batch = 0; batch < 3; batch++) {
            int base = batch * 100;
            StringBuilder frames = new StringBuilder("[");
            IntStream.range(0, 100)
                    .forEach(i -> frames.append(i == 0 ? "" : ",")
                            .append("{'type':'message','id':'b")
                            .append(base + i)
                            .append("','data':")
                            .append(base + i)
                            .append('}'));
            Said said = bob.post(node, frames.append(']').toString());
            int accepted = base + 100;
            said.body()
                    .path("replies")
                    .forEach(reply -> assertEquals("ack", reply.path("type").asText(), accepted + ": " + reply));
        }
        Said first = alice.get(node, "", 0);
        assertEquals(256, messages(first).size());
        Said rest = alice.get(node, first.body().path("next").asText(), 0);
        assertEquals(45, messages(rest).size());
        assertEquals(299, messages(rest).getLast().path("data").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`{'type':'message','data':1,'to':'nobody'}`, 404, no-such-peer",
                "`{'type':'nonsense'}`, 400, unknown-type",
                "`{'type':`, 400, bad-json",
                "`[1`, 400, bad-json",
                "`{'type':'offer','offer':{'type':'offer','sdp':'x'}}`, 400, bad-sdp",
                "`{'type':'message','room':'elsewhere','data':1}`, 404, not-in-room",
                "`{'type':'lock'}`, 403, not-allowed",
                "`{'type':'answer','answer':{'type':'answer','sdp':1}}`, 400, bad-message",
            })
    void anErrorIsAProblemDocument(String frame, int status, String code) {
        Guest alice = node.join("alice", room);
        Said said = alice.post(node, frame);
        assertEquals(status, said.status(), () -> said.answer().body());
        assertEquals("application/problem+json", said.header("Content-Type"));
        assertEquals(code, said.body().path("code").asText());
        assertEquals(status, said.body().path("status").asInt());
        assertTrue(said.body().has("message"));
        assertFalse(said.body().has("id"), "the client gave none");
    }

    @Test
    void whoIsNotThereOrNotTheOneGetsNothing() {
        Guest alice = node.join("alice", room);
        assertEquals(
                410,
                node.ask("bob", "GET", "/v1/messages", "", Credential.HEADER, alice.credential())
                        .status());
        assertEquals(
                410,
                node.ask("alice", "GET", "/v1/messages", "", Credential.HEADER, alice.session + ".wrong")
                        .status());
        assertEquals(
                410,
                node.ask("alice", "GET", "/v1/messages", "", Credential.HEADER, "garbled")
                        .status());
        assertEquals(400, node.ask("alice", "GET", "/v1/messages", "").status());
        assertEquals(
                401,
                node.ask("", "GET", "/v1/messages", "", Credential.HEADER, alice.credential())
                        .status());
        Said bad = node.ask("bad", "POST", "/v1/messages", "{}", Credential.HEADER, alice.credential());
        assertEquals(401, bad.status());
        assertEquals("Bearer error=\"invalid_token\"", bad.header("WWW-Authenticate"));
        assertEquals(
                410, alice.get(node, Long.toString(alice.joined + 160_000), 0).status());
        assertEquals(400, alice.get(node, "no-cursor", 0).status());
        assertEquals(400, alice.get(node, "", 56).status());
        assertEquals(204, node.ask("", "OPTIONS", "/v1/messages", "").status());
        assertEquals(
                "GET, POST, OPTIONS",
                node.ask("alice", "PUT", "/v1/messages", "").header("Allow"));
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

    private static Said delete(Guest guest, String path) {
        return node.ask(guest.user, "DELETE", path, "", Credential.HEADER, guest.credential());
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
    void aSessionGoesOnOverHttpAndBackInMidCall() {
        Guest bob = node.join("bob", room);
        try (SignalingNode.Connected socket = node.new Connected("alice")) {
            JsonNode welcome = socket.await("welcome");
            socket.send("{'type':'join','id':'j','room':'" + room + "'}");
            JsonNode joined = socket.await("joined");
            String credential = welcome.path("session").asText() + "."
                    + welcome.path("secret").asText();

            Said said = node.ask(
                    "alice",
                    "POST",
                    "/v1/messages",
                    "{'type':'message','id':'p','data':'by post'}",
                    Credential.HEADER,
                    credential);
            assertEquals(202, said.status());
            assertEquals("p", said.body().path("id").asText());
            assertFalse(socket.closed.isDone(), "a POST does not take over");
            assertTrue(socket.waiting().stream()
                    .noneMatch(frame -> frame.path("type").asText().equals("ack")));

            bob.post(node, "{'type':'message','data':'one'}");
            long seen = socket.await("message").path("seq").asLong();
            bob.post(node, "{'type':'message','data':'two'}");
            Said read = node.ask("alice", "GET", "/v1/messages?after=" + seen, "", Credential.HEADER, credential);
            assertEquals(List.of("message"), types(read));
            assertEquals("two", messages(read).get(0).path("data").asText());
            assertEquals(4009, socket.closed.orTimeout(10, TimeUnit.SECONDS).join());

            bob.post(node, "{'type':'message','data':'three'}");
            try (SignalingNode.Connected back = node.new Connected("alice")) {
                back.send("{'type':'resume','id':'r','session':'"
                        + welcome.path("session").asText() + "','secret':'"
                        + welcome.path("secret").asText() + "','rooms':{'" + room + "':"
                        + messages(read).get(0).path("seq").asLong() + "}}");
                assertEquals(
                        1,
                        back.await("resumed")
                                .path("rooms")
                                .path(room)
                                .path("missed")
                                .asInt());
                assertEquals("three", back.await("message").path("data").asText());
                assertEquals(
                        joined.path("self").path("peer").asText(),
                        messages(bob.get(node, "", 0))
                                .get(0)
                                .path("peer")
                                .path("peer")
                                .asText());
            }
        }
        assertTrue(bob.types(node, "").stream().noneMatch("peer-left"::equals));
    }

    private static final String OFFER = escaped(Sdp.offer("aaaa"));
    private static final String ANSWER = escaped(Sdp.answer("bbbb"));

    private static String escaped(Sdp sdp) {
        return sdp.text().replace("\r\n", "\\r\\n");
    }

    @Test
    void anOfferIsAnsweredByTheOneRequestThatBringsIt() {
        Guest bob = node.join("bob", room);
        CompletableFuture<Said> asked = node.begin(
                "alice",
                "POST",
                "/v1/rooms/" + room + "/offer?waitSeconds=20",
                "{'offer':{'type':'offer','sdp':'" + OFFER + "'}}");
        Said read = bob.get(node, "", 15);
        while (!types(read).contains("offer")) {
            read = bob.get(node, read.body().path("next").asText(), 15);
        }
        JsonNode offer = messages(read).getLast();
        Said answered = bob.post(
                node,
                "{'type':'answer','to':'" + offer.path("from").asText() + "','answer':{'type':'answer','sdp':'" + ANSWER
                        + "'}}");
        assertEquals(202, answered.status(), () -> answered.answer().body());
        Said said = asked.join();
        assertEquals(200, said.status(), () -> said.answer().body());
        assertEquals("answer", said.body().path("answer").path("type").asText());
        assertEquals(bob.peer, said.body().path("from").asText());
        assertTrue(said.body().has("secret"));
    }

    @Test
    void anOfferThatNobodyAnswersIsATimeout() {
        node.join("bob", room);
        Said said = node.ask(
                "alice",
                "POST",
                "/v1/rooms/" + room + "/offer?waitSeconds=0",
                "{'offer':{'type':'offer','sdp':'" + OFFER + "'}}");
        assertEquals(504, said.status());
        assertEquals("timeout", said.body().path("code").asText());
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

    private String participants() {
        return "/v1/rooms/" + room + "/participants";
    }

    private String offer(String more) {
        return "{'offer':{'type':'offer','sdp':'" + OFFER + "'}" + more + "}";
    }

    private CompletableFuture<Said> beginOffer(String more, String... headers) {
        return node.begin("alice", "POST", "/v1/rooms/" + room + "/offer?waitSeconds=20", offer(more), headers);
    }

    private static Said say(Guest guest, String type, String to) {
        String what = type.equals("answer") ? ",'answer':{'type':'answer','sdp':'" + ANSWER + "'}" : "";
        return guest.post(node, "{'type':'" + type + "','to':'" + to + "'" + what + "}");
    }

    /** The sender of the next offer after a cursor, and the cursor behind it. */
    private static List<String> nextOffer(Guest guest, String after) {
        String cursor = after;
        while (true) {
            Said read = guest.get(node, cursor, 15);
            cursor = read.body().path("next").asText();
            for (JsonNode frame : messages(read)) {
                if (frame.path("type").asText().equals("offer")) {
                    return List.of(frame.path("from").asText(), cursor);
                }
            }
        }
    }

    @Test
    void anOfferOfAnotherRunIsAnotherOffer() {
        Guest bob = node.join("bob", room);
        String cursor = "";
        List<String> sessions = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            CompletableFuture<Said> asked = beginOffer(",'id':'1'");
            List<String> offered = nextOffer(bob, cursor);
            cursor = offered.get(1);
            assertEquals(202, say(bob, "answer", offered.get(0)).status());
            Said said = asked.join();
            assertEquals(200, said.status(), () -> said.answer().body());
            String session = said.body().path("session").asText();
            String credential = session + "." + said.body().path("secret").asText();
            sessions.add(session);
            assertEquals(
                    204,
                    node.ask(
                                    "alice",
                                    "DELETE",
                                    participants() + "/" + offered.get(0),
                                    "",
                                    Credential.HEADER,
                                    credential)
                            .status());
        }
        assertNotEquals(sessions.get(0), sessions.get(1));
    }

    @Test
    void whoseOfferIsRefusedHasNotBeenThere() {
        String path = "/v1/rooms/" + room + "/offer";
        Said alone = node.ask("alice", "POST", path, offer(",'id':'1'"));
        assertEquals(404, alone.status(), () -> alone.answer().body());
        assertEquals("no-such-peer", alone.body().path("code").asText());
        assertEquals(
                0,
                node.ask("bob", "GET", "/v1/rooms/" + room, "")
                        .body()
                        .path("participantCount")
                        .asInt());
        assertEquals(
                404, node.ask("alice", "POST", path, offer(",'id':'1'")).status(), "there is no ghost to answer it");

        Guest bob = node.join("bob", room);
        Said malformed = node.ask("alice", "POST", path, "{'offer':{'type':'offer','sdp':'v=0'}}");
        assertEquals(400, malformed.status());
        assertEquals("bad-sdp", malformed.body().path("code").asText());
        assertFalse(malformed.body().has("id"));
        assertEquals(List.of(), bob.types(node, ""), "nobody has joined for this");
        assertEquals(
                404, node.ask("alice", "POST", path, offer(",'to':'nobody'")).status());
        assertEquals(List.of("peer-joined", "peer-left"), bob.types(node, ""));
        Guest alice = node.join("alice", room);
        assertEquals(
                404,
                node.ask("alice", "POST", path, offer(",'to':'nobody'"), Credential.HEADER, alice.credential())
                        .status());
        assertEquals(List.of(), alice.types(node, ""), "who was there before stays");
    }

    @ParameterizedTest
    @CsvSource({"answer, 200", "reject, 409"})
    void offersToTwoGetTheAnswerOfEach(String second, int status) {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        Guest carol = node.join("carol", room);
        CompletableFuture<Said> ofBob = beginOffer(",'to':'" + bob.peer + "'", Credential.HEADER, alice.credential());
        nextOffer(bob, "");
        CompletableFuture<Said> ofCarol =
                beginOffer(",'to':'" + carol.peer + "'", Credential.HEADER, alice.credential());
        nextOffer(carol, "");
        assertEquals(202, say(carol, second, alice.peer).status());
        Said carols = ofCarol.join();
        assertEquals(status, carols.status(), () -> carols.answer().body());
        assertEquals(202, say(bob, "answer", alice.peer).status());
        Said bobs = ofBob.join();
        assertEquals(200, bobs.status(), () -> bobs.answer().body());
        assertEquals(bob.peer, bobs.body().path("from").asText());
        assertTrue(
                status != 200 || carols.body().path("from").asText().equals(carol.peer),
                () -> carols.answer().body());
    }

    @Test
    void aRequestWhoseClientIsGoneKeepsNoSession() throws Exception {
        CompletableFuture<Void> swallowed = new CompletableFuture<>();
        SignalingNode deaf = new SignalingNode(
                vertx,
                new ForwardingRoomLog(new InProcessRoomLog(4, 1 << 24)) {
                    @Override
                    public CompletionStage<Long> append(RoomKey of, Proposal proposal) {
                        if (proposal instanceof Proposal.Message) {
                            swallowed.complete(null);
                            return new CompletableFuture<>();
                        }
                        return super.append(of, proposal);
                    }
                },
                SignalingNode.nodes());
        try {
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
        } finally {
            deaf.close();
        }
    }

    @Test
    void framesOfOneIdToDifferentRoomsHaveEachItsReply() {
        Guest alice = node.join("alice", room);
        String other = room + "b";
        node.ask("alice", "POST", "/v1/rooms/" + other + "/participants", "", Credential.HEADER, alice.credential());
        String first = "{'type':'message','id':'same','room':'" + room + "','data':1}";
        Said said = alice.post(node, "[" + first + "," + first.replace(room, other) + "," + first + "]");
        assertEquals(202, said.status());
        JsonNode replies = said.body().path("replies");
        for (int i = 0; i < 2; i++) {
            assertEquals("ack", replies.path(i).path("type").asText(), replies::toString);
            assertEquals(i == 0 ? room : other, replies.path(i).path("room").asText(), replies::toString);
        }
        assertEquals(replies.path(0), replies.path(2), "it is the same frame");
    }

    @Test
    void oneBadFrameOfManyIsAnErrorInItsPlace() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        String large = "{'type':'message','id':'large'," + " ".repeat(530_000) + "'data':0}";
        Said said = node.ask(
                "bob",
                "POST",
                "/v1/rooms/" + room + "/messages",
                "[{'type':'message','id':'a','data':1},{'type':'message','id':'b','room':'elsewhere','data':2}," + large
                        + ",{'type':'message','data':3,'room':'elsewhere'},{'type':'message','data':4}]",
                Credential.HEADER,
                bob.credential());
        assertEquals(202, said.status(), () -> said.answer().body());
        JsonNode replies = said.body().path("replies");
        assertEquals(5, replies.size());
        assertEquals("ack", replies.path(0).path("type").asText());
        assertEquals("bad-message", replies.path(1).path("code").asText());
        assertEquals("room", replies.path(1).path("field").asText());
        assertEquals("b", replies.path(1).path("id").asText());
        assertEquals("too-large", replies.path(2).path("code").asText());
        assertEquals("large", replies.path(2).path("id").asText());
        assertEquals("bad-message", replies.path(3).path("code").asText());
        assertFalse(replies.path(3).has("id"));
        assertEquals("ack", replies.path(4).path("type").asText());
        List<Integer> data = messages(alice.get(node, "", 0)).stream()
                .filter(frame -> frame.path("type").asText().equals("message"))
                .map(frame -> frame.path("data").asInt())
                .toList();
        assertEquals(List.of(1, 4), data);

        Said alone = bob.post(node, large);
        assertEquals(413, alone.status());
        assertEquals("too-large", alone.body().path("code").asText());
        assertEquals("large", alone.body().path("id").asText());
        String space = " ".repeat(530_000);
        assertEquals(
                413,
                node.ask("carol", "POST", participants(), "{'type':'join'" + space + "}")
                        .status());
        assertEquals(
                413,
                node.ask("carol", "POST", "/v1/rooms/" + room + "/offer", offer(space))
                        .status());
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
    void eventsComeAsAStreamThatGoesOnWhereItEnded() {
        Guest alice = node.join("alice", room);
        node.join("bob", room);
        try (EventReader events = EventReader.of(node.address, alice, "")) {
            EventReader.Event first = events.next();
            assertEquals("peer-joined", first.type());
            Guest carol = node.join("carol", room);
            EventReader.Event second = events.next();
            assertEquals(carol.peer, second.data().path("peer").path("peer").asText());
            try (EventReader again = EventReader.of(node.address, alice, first.id())) {
                assertEquals(second.data(), again.next().data());
                assertTrue(events.hasEnded(), "a second GET ends the first");
            }
        }
    }

    /** A client that is gone may not be seen to be: then it is a request that does not come. */
    @Test
    void anEventStreamEndsAfterAWhileAndTheNextGoesOn() {
        Guest alice = node.join("alice", room);
        String last;
        try (SignalingNode.Connected bob = connected("bob");
                EventReader events = EventReader.of(node.address, alice, "")) {
            last = events.next().id();
            node.pass(PolledSessions.LONGEST_READING.minusSeconds(10));
            bob.send("{'type':'message','id':'1','data':1}");
            assertEquals("message", events.next().type());
            node.pass(Duration.ofSeconds(11));
            assertTrue(events.hasEnded());
            try (EventReader next = EventReader.of(node.address, alice, last)) {
                assertEquals("message", next.next().type());
            }
        }
    }

    private SignalingNode.Connected connected(String user) {
        SignalingNode.Connected connected = node.new Connected(user);
        connected.send("{'type':'join','id':'j','room':'%s'}".formatted(room));
        connected.await("joined");
        return connected;
    }

    /** As {@code RTCIceCandidate.toJSON()} and others write what is not set. */
    @Test
    void anOfferWhosePcIsNullGetsItsAnswer() {
        Guest alice = node.join("alice", room);
        SignalingNode.Connected bob = connected("bob");
        CompletableFuture<Said> offered = node.begin(
                "alice",
                "POST",
                "/v1/rooms/" + room + "/offer?waitSeconds=10",
                "{'pc':null,'to':null,'offer':{'type':'offer','sdp':'" + OFFER + "'}}",
                Credential.HEADER,
                alice.credential());
        bob.await("offer");
        bob.send("{'type':'answer','id':'a','pc':null,'answer':{'type':'answer','sdp':'" + ANSWER + "'}}");
        assertEquals(200, offered.join().status());
        bob.close();
    }

    static List<JsonNode> messages(Said said) {
        assertEquals(200, said.status(), () -> said.answer().body());
        List<JsonNode> messages = new ArrayList<>();
        said.body().path("messages").forEach(messages::add);
        return messages;
    }

    static List<String> types(Said said) {
        return messages(said).stream().map(frame -> frame.path("type").asText()).toList();
    }
}
