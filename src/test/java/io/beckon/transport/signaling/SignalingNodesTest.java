package io.beckon.transport.signaling;

import static io.beckon.transport.signaling.SignalingSpecification.messages;
import static io.beckon.transport.signaling.SignalingSpecification.types;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Fills;
import io.beckon.cluster.Await;
import io.beckon.log.Nodes;
import io.beckon.room.RoomKey;
import io.beckon.tracing.NoTracing;
import io.beckon.transport.Queries;
import io.beckon.transport.Rates;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signaling by requests, each of which may come to another node of two that share one log. */
class SignalingNodesTest {

    @AutoClose
    private final InProcessCluster cluster = new InProcessCluster();

    private final SignalingNode one = new SignalingNode(cluster);
    private final SignalingNode two = new SignalingNode(cluster);

    @Test
    void framesGoToTheNodeThatHasTheSessionAndReadingBringsItHere() {
        Guest alice = one.join("alice", "r");
        Guest bob = two.join("bob", "r");
        CompletableFuture<Said> poll = alice.begin(one, "", 15);
        assertEquals(List.of("peer-joined"), types(poll.join()));
        Said posted = alice.post(two, "{'type':'message','id':'m','data':'from two'}");
        assertEquals(202, posted.status(), () -> posted.answer().body());
        assertEquals(
                posted.body(),
                alice.post(one, "{'type':'message','id':'m','data':'again'}").body());
        assertEquals(List.of("message"), bob.types(two, Long.toString(bob.joined)));

        assertEquals(List.of("peer-joined"), alice.types(two, Long.toString(alice.joined)));
        assertEquals(List.of("peer-joined"), alice.types(one, Long.toString(alice.joined)));
        assertEquals(
                202, alice.post(two, "{'type':'message','data':'once more'}").status());
        assertEquals(List.of("message", "message"), bob.types(one, Long.toString(bob.joined)));
    }

    @Test
    void whoPollsNowHereNowThereGetsEachFrameOnceInOrder() {
        Guest alice = one.join("alice", "r");
        Guest bob = two.join("bob", "r");
        List<Integer> got = new ArrayList<>();
        String after = Long.toString(alice.joined);
        for (int i = 0; i < 20; i++) {
            SignalingNode here = i % 2 == 0 ? one : two;
            assertEquals(
                    202,
                    bob.post(i % 3 == 0 ? one : two, "{'type':'message','data':" + i + "}")
                            .status());
            Said said = alice.get(here, after, 0);
            messages(said).stream()
                    .filter(frame -> frame.path("type").asText().equals("message"))
                    .forEach(frame -> got.add(frame.path("data").asInt()));
            after = said.body().path("next").asText();
        }
        assertEquals(IntStream.range(0, 20).boxed().toList(), got);
    }

    @Test
    void aSessionGoesOnWithoutTheNodeThatHadIt() {
        Guest alice = one.join("alice", "r");
        Guest bob = two.join("bob", "r");
        String after = alice.get(one, "", 0).body().path("next").asText();
        one.stopListening();
        Said posted = alice.post(two, "{'type':'message','room':'r','data':'still there'}");
        assertEquals(202, posted.status(), () -> posted.answer().body());
        assertEquals(202, bob.post(two, "{'type':'message','data':'hello'}").status());
        Said read = alice.get(two, after, 0);
        assertEquals(List.of("message"), types(read));
        assertEquals("hello", messages(read).get(0).path("data").asText());
        assertFalse(bob.types(two, "").contains("peer-left"));
    }

    @Test
    void aWebSocketElsewhereEndsWhenItsClientPollsAndNotWhenItPosts() {
        Guest bob = two.join("bob", "r");
        try (SignalingNode.Connected socket = one.new Connected("alice")) {
            JsonNode welcome = socket.await("welcome");
            socket.send("{'type':'join','id':'j','room':'r'}");
            long joined = socket.await("joined").path("seq").asLong();
            String credential = welcome.path("session").asText() + "."
                    + welcome.path("secret").asText();
            Said posted = two.ask(
                    "alice", "POST", "/v1/messages", "{'type':'message','data':1}", Credential.HEADER, credential);
            assertEquals(202, posted.status(), () -> posted.answer().body());
            assertFalse(socket.closed.isDone());
            bob.post(two, "{'type':'message','data':2}");
            Said read = two.ask("alice", "GET", "/v1/messages?after=" + joined, "", Credential.HEADER, credential);
            assertEquals(List.of("message"), types(read));
            assertEquals(4009, socket.closed.orTimeout(10, TimeUnit.SECONDS).join());
        }
    }

    @Test
    void theSameJoinAtAnotherNodeIsTheSameParticipant() {
        String join = "{'type':'join','id':'once'}";
        Guest first = one.guest("alice", "r", one.ask("alice", "POST", "/v1/rooms/r/participants", join));
        Guest again = two.guest("alice", "r", two.ask("alice", "POST", "/v1/rooms/r/participants", join));
        assertEquals(first.peer, again.peer);
        assertEquals(first.credential(), again.credential());
        one.stopListening();
        assertEquals(
                first.peer, two.guest("alice", "r", two.ask("alice", "POST", "/v1/rooms/r/participants", join)).peer);
        assertEquals(
                204,
                two.ask(
                                "alice",
                                "DELETE",
                                "/v1/rooms/r/participants/" + first.peer,
                                "",
                                Credential.HEADER,
                                first.credential())
                        .status());
    }

    /** Each waits for a peer on a connection between the nodes: others are not to wait behind them. */
    @Test
    @Fills("transport.signaling.Siblings.MOST_OF_USER")
    void offersOfOneUserThatWaitAreInNobodysWay() throws Exception {
        Guest alice = two.join("alice", "r");
        Guest again = two.join("alice", "s");
        two.join("carol", "r");
        two.join("carol", "s");
        Guest bob = two.join("bob", "t");
        List<CompletableFuture<Said>> offers = new ArrayList<>();
        for (int i = 0; i < 32; i++) {
            Guest guest = i % 2 == 0 ? alice : again;
            offers.add(one.begin(
                    "alice",
                    "POST",
                    "/v1/rooms/" + guest.room + "/offer?waitSeconds=55",
                    "{'pc':'pc" + i + "','offer':{'type':'offer','sdp':'" + SignalingSpecification.OFFER + "'}}",
                    Credential.HEADER,
                    guest.credential()));
        }
        Await.until(
                Duration.ofSeconds(10),
                () -> offers.stream().filter(CompletableFuture::isDone).count() == 32 - Siblings.MOST_OF_USER,
                () -> "some are refused");
        for (CompletableFuture<Said> refused :
                offers.stream().filter(CompletableFuture::isDone).toList()) {
            assertEquals(
                    429, refused.join().status(), () -> refused.join().answer().body());
        }

        CompletableFuture<Said> posted = one.begin(
                "bob", "POST", "/v1/messages", "{'type':'message','data':1}", Credential.HEADER, bob.credential());
        assertEquals(202, posted.get(5, TimeUnit.SECONDS).status());
        assertEquals(
                202, alice.post(one, "{'type':'message','data':2}").status(), "what does not wait is not in the way");
        assertEquals(
                Siblings.MOST_OF_USER,
                offers.stream().filter(offer -> !offer.isDone()).count());
    }

    /** Of a node that answers nothing but who has a session. */
    @Test
    @Fills("transport.signaling.Siblings.MOST_QUICK_OF_USER")
    void soManyThatAreSoonAnsweredMayBeUnderWay() {
        Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
        Guest alice = two.join("alice", "r");
        two.stopListening();
        HttpServer hung = cluster.vertx
                .createHttpServer()
                .requestHandler(request -> {
                    if (request.path().equals(SignalingRoutes.SESSIONS)) {
                        request.response().end("{\"rooms\":{}}");
                    } else {
                        held.add(request);
                    }
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        String address = "http://127.0.0.1:" + hung.actualPort();
        cluster.nodes.heard(new Nodes.Node("hung", "hung", address, Instant.now()));
        List<CompletableFuture<Said>> posts = new ArrayList<>();
        for (int i = 0; i < Siblings.MOST_QUICK_OF_USER; i++) {
            posts.add(alice.begin(one, "{'type':'message','data':1}"));
        }
        Await.until(
                Duration.ofSeconds(10),
                () -> held.size() == Siblings.MOST_QUICK_OF_USER,
                () -> held.size() + " have come");
        assertEquals(429, alice.post(one, "{'type':'message','data':1}").status());
        held.forEach(request -> request.response()
                .setStatusCode(202)
                .putHeader("Content-Type", "application/json")
                .end("{\"type\":\"ack\",\"seq\":1}"));
        posts.forEach(post -> assertEquals(202, post.join().status()));
    }

    @Test
    void whoGoesAwayGivesThePlacesOfItsOffersBack() throws Exception {
        Guest alice = two.join("alice", "r");
        Guest again = two.join("alice", "s");
        List<Guest> carols = List.of(two.join("carol", "r"), two.join("carol", "s"));
        List<Socket> offers = new ArrayList<>();
        for (int i = 0; i < Siblings.MOST_OF_USER; i++) {
            offers.add(send(i % 2 == 0 ? alice : again, "/v1/rooms/%s/offer?waitSeconds=55", offer("pc" + i)));
        }
        Await.until(
                Duration.ofSeconds(10),
                () -> carols.stream()
                                .flatMap(carol -> carol.types(two, "").stream())
                                .filter("offer"::equals)
                                .count()
                        == Siblings.MOST_OF_USER,
                () -> "not all offers have come");
        assertEquals(429, probe(alice));
        for (Socket offer : offers) {
            offer.close();
        }
        Await.until(Duration.ofSeconds(10), () -> probe(alice) != 429, () -> "no place was given back");
    }

    private int probe(Guest guest) {
        return one.ask(
                        guest.user,
                        "POST",
                        "/v1/rooms/" + guest.room + "/offer?waitSeconds=0",
                        offer("probe"),
                        Credential.HEADER,
                        guest.credential())
                .status();
    }

    private static String offer(String pc) {
        return "{'pc':'" + pc + "','offer':{'type':'offer','sdp':'" + SignalingSpecification.OFFER + "'}}";
    }

    /** As to a proxy, RFC 9112, section 3.2.2. */
    @Test
    void aTargetInAbsoluteFormIsPassedOnAsAnyOther() throws Exception {
        Guest alice = two.join("alice", "r");
        for (int i = 0; i <= Siblings.MOST_QUICK_OF_USER; i++) {
            try (Socket socket = send(alice, "http://beckon.example/v1/messages", "{'type':'message','data':1}")) {
                socket.setSoTimeout(10_000);
                String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
                assertEquals("HTTP/1.1 202 Accepted", answer);
            }
        }
        assertEquals(202, alice.post(one, "{'type':'message','data':1}").status());
    }

    /** @param target perhaps with a place for the name of the room */
    private Socket send(Guest guest, String target, String body) throws IOException {
        URI address = URI.create(one.address);
        Socket socket = new Socket(address.getHost(), address.getPort());
        byte[] json = body.replace('\'', '"').getBytes(UTF_8);
        String head =
                "POST %s HTTP/1.1\r\nHost: beckon.example\r\nAuthorization: Bearer %s\r\n%s: %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(
                                target.formatted(guest.room),
                                guest.user,
                                Credential.HEADER,
                                guest.credential(),
                                json.length);
        socket.getOutputStream().write(head.getBytes(UTF_8));
        socket.getOutputStream().write(json);
        socket.getOutputStream().flush();
        return socket;
    }

    @Test
    void othersAreAskedForASessionSoOftenForAUser() {
        SignalingNode three = new SignalingNode(
                cluster,
                NoTracing.NO_TRACING,
                new Queries(new Rates(1e-9, 3, System::nanoTime), new Rates(0, 1, System::nanoTime)));
        Guest alice = one.join("alice", "r");
        Guest bob = one.join("bob", "r");
        String message = "{'type':'message','data':1}";
        for (int i = 0; i < 3; i++) {
            assertEquals(202, alice.post(three, message).status());
        }
        assertEquals(429, alice.post(three, message).status());
        assertEquals(429, alice.get(three, "", 0).status());
        assertEquals(202, bob.post(three, message).status());
    }

    @Test
    void allRoomsOfASessionComeWithIt() {
        Guest alice = one.join("alice", "r");
        assertEquals(
                201,
                two.ask("alice", "POST", "/v1/rooms/s/participants", "", Credential.HEADER, alice.credential())
                        .status());
        Guest bob = one.join("bob", "r");
        Guest carol = two.join("carol", "s");
        assertEquals(2, messages(alice.get(two, "", 0)).size());
        assertEquals(202, bob.post(two, "{'type':'message','data':1}").status());
        assertEquals(202, carol.post(one, "{'type':'message','data':2}").status());
        assertEquals(List.of("peer-joined", "message", "peer-joined", "message"), alice.types(one, ""));
        assertFalse(carol.types(two, "").contains("peer-left"));
    }

    @Test
    void whereTheNodeIsGoneItsRoomsAreFoundWithoutAName() {
        Guest alice = one.join("alice", "r");
        Guest bob = two.join("bob", "r");
        one.stopListening();
        assertEquals(List.of("peer-joined"), alice.types(two, ""));
        assertEquals(202, alice.post(two, "{'type':'message','data':1}").status());
        assertEquals(List.of("message"), bob.types(two, ""));
    }

    /** A room whose records are in another partition than those of {@code r}. */
    private String apart() {
        String tenant = SignalingNode.caller("alice").tenant();
        return IntStream.range(0, 1000)
                .mapToObj(i -> "s" + i)
                .filter(name -> two.node.follower.shard(new RoomKey(tenant, name))
                        != two.node.follower.shard(new RoomKey(tenant, "r")))
                .findFirst()
                .orElseThrow();
    }

    private Guest inBoth(String other) {
        Guest alice = one.join("alice", "r");
        assertEquals(
                201,
                one.ask(
                                "alice",
                                "POST",
                                "/v1/rooms/" + other + "/participants",
                                "",
                                Credential.HEADER,
                                alice.credential())
                        .status());
        return alice;
    }

    @Test
    void whatOneSaysInOneRoomDoesNotCostTheOthersOfANodeThatIsGone() {
        String other = apart();
        Guest alice = inBoth(other);
        Guest carol = two.join("carol", other);
        String after = alice.get(one, "", 0).body().path("next").asText();
        one.stopListening();
        assertEquals(
                202, alice.post(two, "{'type':'message','room':'r','data':1}").status());
        assertEquals(202, carol.post(two, "{'type':'message','data':2}").status());
        assertEquals(List.of("message"), alice.types(two, after));
        Said posted = alice.post(two, "{'type':'message','room':'" + other + "','data':3}");
        assertEquals(202, posted.status(), () -> posted.answer().body());
        assertFalse(carol.types(two, "").contains("peer-left"));
    }

    @Test
    void oneRoomAfterTheOtherComesWithWhatIsSaidInIt() {
        String other = apart();
        Guest alice = inBoth(other);
        one.stopListening();
        for (String room : List.of("r", other, "r")) {
            Said posted = alice.post(two, "{'type':'message','room':'" + room + "','data':1}");
            assertEquals(202, posted.status(), () -> posted.answer().body());
        }
    }

    @Test
    void whoHasLostAPlaceMeanwhileIsToldWhenItReads() {
        String other = apart();
        Guest alice = inBoth(other);
        Guest moderator = two.guest(
                "mo+moderator",
                other,
                two.ask(
                        "mo+moderator",
                        "POST",
                        "/v1/rooms/" + other + "/participants",
                        "{'type':'join','role':'moderator'}"));
        String after = alice.get(one, "", 0).body().path("next").asText();
        one.stopListening();
        assertEquals(
                202, alice.post(two, "{'type':'message','room':'r','data':1}").status());
        assertEquals(
                202,
                moderator
                        .post(two, "{'type':'close-room','room':'" + other + "'}")
                        .status());
        Said read = alice.get(two, after, 0);
        assertEquals(List.of("error"), types(read));
        assertEquals("resume-expired", messages(read).get(0).path("code").asText());
        assertEquals(other, messages(read).get(0).path("room").asText());
        assertEquals(List.of(), alice.types(two, read.body().path("next").asText()));
    }

    /** More than a session may be in at once. */
    @Test
    void whoHasLeftManyRoomsGoesOnAnywhere() {
        Guest alice = one.join("alice", "r");
        Guest bob = two.join("bob", "r");
        String after = Long.toString(alice.joined);
        for (int i = 0; i < 20; i++) {
            String path = "/v1/rooms/s" + i + "/participants";
            assertEquals(
                    201,
                    one.ask("alice", "POST", path, "", Credential.HEADER, alice.credential())
                            .status());
            after = readOn(alice, after);
            assertEquals(
                    202, alice.post(one, "{'type':'leave','room':'s" + i + "'}").status());
            after = readOn(alice, after);
        }
        assertEquals(202, bob.post(two, "{'type':'message','data':1}").status());
        Said read = alice.get(two, after, 0);
        assertEquals(List.of("message"), types(read), () -> read.answer().body());
        assertFalse(bob.types(two, "").contains("peer-left"));
    }

    private String readOn(Guest guest, String after) {
        return guest.get(one, after, 0).body().path("next").asText();
    }

    @Test
    void aRoomThatWasLeftElsewhereIsNotMissed() {
        Guest alice = one.join("alice", "r");
        two.ask("alice", "POST", "/v1/rooms/s/participants", "", Credential.HEADER, alice.credential());
        alice.get(two, "", 0);
        assertEquals(202, alice.post(two, "{'type':'leave','room':'s'}").status());
        assertEquals(List.of(), alice.types(one, ""));
        assertEquals(202, alice.post(one, "{'type':'message','data':1}").status());
    }

    /** Whether the session is there already, having come to say something, or comes to read. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRoomThatWasLeftIsNotLostForAReaderWithAnOlderCursor(boolean comesToSay) {
        String other = apart();
        Guest alice = inBoth(other);
        two.join("bob", other);
        String after = alice.get(one, "", 0).body().path("next").asText();
        assertEquals(
                202, alice.post(one, "{'type':'leave','room':'" + other + "'}").status());
        if (comesToSay) {
            one.stopListening();
            assertEquals(
                    202,
                    alice.post(two, "{'type':'message','room':'r','data':1}").status());
        }
        Said read = alice.get(two, after, 0);
        assertEquals(List.of(), types(read), () -> read.answer().body());
        assertEquals(List.of(), alice.types(two, read.body().path("next").asText()));
    }
}
