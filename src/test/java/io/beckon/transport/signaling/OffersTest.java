package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import io.beckon.session.Session;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An offer and its answer by one request. */
class OffersTest extends SignalingSpecification {

    @Test
    void whatComesIsReadOnceForAllThatWait() {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        List<CompletableFuture<Said>> offers = new ArrayList<>();
        for (int i = 0; i < PolledConnection.MOST_WAITING; i++) {
            offers.add(node.begin(
                    "alice",
                    "POST",
                    "/v1/rooms/" + room + "/offer?waitSeconds=55",
                    offer(",'pc':'pc" + i + "'"),
                    Credential.HEADER,
                    alice.credential()));
        }
        Session session = Objects.requireNonNull(node.polled.here(alice.session));
        AnswerWaits waits =
                Objects.requireNonNull(node.polled.connection(session)).answers(Objects.requireNonNull(session.feed()));
        Await.until(
                Duration.ofSeconds(10), () -> waits.size() == PolledConnection.MOST_WAITING, () -> "they do not wait");
        answer(bob, alice, "pc0");
        assertEquals(200, offers.getFirst().join().status());
        long before = waits.readings();
        assertEquals(202, bob.post(node, "{'type':'message','data':1}").status());
        answer(bob, alice, "pc1");
        assertEquals(200, offers.get(1).join().status());
        long readings = waits.readings() - before;
        assertTrue(readings > 0 && readings <= 4, () -> "two frames, and what follows from them: " + readings);
    }

    private void answer(Guest from, Guest to, String pc) {
        Said posted = from.post(
                node,
                "{'type':'answer','room':'%s','to':'%s','pc':'%s','answer':{'type':'answer','sdp':'%s'}}"
                        .formatted(room, to.peer, pc, ANSWER));
        assertEquals(202, posted.status(), () -> posted.answer().body());
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
    void theMetadataIsTheNewcomersAndNotItsOffers() {
        Guest bob = node.join("bob", room);
        beginOffer(",'metadata':{'camera':7},'id':'1'");
        String cursor = "";
        JsonNode joined = null;
        JsonNode offer = null;
        while (offer == null) {
            Said read = bob.get(node, cursor, 15);
            cursor = read.body().path("next").asText();
            for (JsonNode frame : messages(read)) {
                joined = frame.path("type").asText().equals("peer-joined") ? frame : joined;
                offer = frame.path("type").asText().equals("offer") ? frame : offer;
            }
        }
        assertEquals(
                7, Objects.requireNonNull(joined).at("/peer/metadata/camera").asInt());
        assertFalse(offer.has("metadata"), offer::toString);
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
    void whereTheRoomIsClosedNobodyWaitsForAnAnswer() throws Exception {
        Guest bob = node.join("bob", room);
        String path = "/v1/rooms/" + room + "/offer?waitSeconds=55";
        CompletableFuture<Said> named = node.begin(
                "alice",
                "POST",
                path,
                "{'pc':'screen','to':'" + bob.peer + "','offer':{'type':'offer','sdp':'" + OFFER + "'}}");
        CompletableFuture<Said> unnamed =
                node.begin("carol", "POST", path, "{'offer':{'type':'offer','sdp':'" + OFFER + "'}}");
        awaitOffers(bob, 2);
        Guest moderator = node.guest(
                "mo+moderator",
                room,
                node.ask(
                        "mo+moderator",
                        "POST",
                        "/v1/rooms/" + room + "/participants",
                        "{'type':'join','role':'moderator'}"));
        assertEquals(
                202,
                moderator
                        .post(node, "{'type':'close-room','room':'" + room + "'}")
                        .status());
        for (CompletableFuture<Said> offer : List.of(named, unnamed)) {
            Said said = offer.get(10, TimeUnit.SECONDS);
            assertEquals(410, said.status(), () -> said.answer().body());
            assertEquals("room-closed", said.body().path("code").asText());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyWaitsForTheAnswerOfOneWhoHasLeft(boolean isKicked) throws Exception {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        Guest carol = node.join("carol", room);
        CompletableFuture<Said> ofBob = beginOffer(",'to':'" + bob.peer + "'", Credential.HEADER, alice.credential());
        CompletableFuture<Said> ofCarol =
                beginOffer(",'to':'" + carol.peer + "'", Credential.HEADER, alice.credential());
        nextOffer(bob, "");
        nextOffer(carol, "");
        depart(bob, isKicked);
        Said said = ofBob.get(10, TimeUnit.SECONDS);
        assertEquals(404, said.status(), () -> said.answer().body());
        assertEquals("no-such-peer", said.body().path("code").asText());
        assertEquals("to", said.body().path("field").asText());
        assertEquals(202, say(carol, "answer", alice.peer).status());
        assertEquals(200, ofCarol.join().status(), "it waits on for who is still there");
    }

    /** The first of two has left, or does not want the offer; the other one may still take it. */
    @ParameterizedTest
    @CsvSource({
        "leave,leave,404",
        "reject,leave,409",
        "leave,reject,409",
        "reject,reject,409",
        "leave,answer,200",
        "reject,answer,200"
    })
    void anOfferForAllWaitsAsLongAsSomebodyMayAnswer(String first, String second, int status) throws Exception {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        Guest carol = node.join("carol", room);
        CompletableFuture<Said> offered = beginOffer("", Credential.HEADER, alice.credential());
        nextOffer(bob, "");
        nextOffer(carol, "");
        for (Map.Entry<Guest, String> each : List.of(Map.entry(bob, first), Map.entry(carol, second))) {
            Said done = each.getValue().equals("leave")
                    ? each.getKey().post(node, "{'type':'leave'}")
                    : say(each.getKey(), each.getValue(), alice.peer);
            assertEquals(202, done.status(), () -> done.answer().body());
        }
        Said said = offered.get(10, TimeUnit.SECONDS);
        assertEquals(status, said.status(), () -> said.answer().body());
        String code = said.body().path("code").asText();
        assertEquals(status == 404 ? "no-such-peer" : status == 409 ? "wrong-state" : "", code);
        assertFalse(said.body().has("field"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoHasLeftWaitsForNoAnswer(boolean isKicked) throws Exception {
        Guest alice = node.join("alice", room);
        Guest bob = node.join("bob", room);
        CompletableFuture<Said> offered = beginOffer("", Credential.HEADER, alice.credential());
        nextOffer(bob, "");
        depart(alice, isKicked);
        Said said = offered.get(10, TimeUnit.SECONDS);
        assertEquals(404, said.status(), () -> said.answer().body());
        assertEquals("not-in-room", said.body().path("code").asText());
    }

    private void depart(Guest guest, boolean isKicked) {
        Guest moderator = node.guest(
                "mo+moderator", room, node.ask("mo+moderator", "POST", participants(), "{'role':'moderator'}"));
        Said gone = isKicked
                ? moderator.post(node, "{'type':'kick','peer':'" + guest.peer + "'}")
                : guest.post(node, "{'type':'leave'}");
        assertEquals(202, gone.status(), () -> gone.answer().body());
    }

    @Test
    void theEndOfTheSessionIsToldAsThat() throws Exception {
        Guest careless = node.join("careless", room);
        Guest bob = node.join("bob", room);
        CompletableFuture<Said> offered = node.begin(
                "careless",
                "POST",
                "/v1/rooms/" + room + "/offer?waitSeconds=20",
                offer(""),
                Credential.HEADER,
                careless.credential());
        nextOffer(bob, "");
        careless.post(node, "[" + String.join(",", Collections.nCopies(20, "{'a':1,'a':2}")) + "]");
        Said said = offered.get(10, TimeUnit.SECONDS);
        assertEquals(429, said.status(), () -> said.answer().body());
        assertEquals(1008, said.body().path("close").asInt());
    }

    private void awaitOffers(Guest guest, int offers) {
        String after = Long.toString(guest.joined);
        for (int seen = 0; seen < offers; ) {
            Said said = guest.get(node, after, 15);
            seen += (int) types(said).stream().filter("offer"::equals).count();
            after = said.body().path("next").asText();
        }
    }

    @Test
    void nobodyAnswersARollback() throws Exception {
        Guest alice = node.join("alice", room);
        node.join("bob", room);
        node.ask(
                "alice",
                "POST",
                "/v1/rooms/" + room + "/offer?waitSeconds=0",
                offer(""),
                Credential.HEADER,
                alice.credential());
        Said said = node.begin(
                        "alice",
                        "POST",
                        "/v1/rooms/" + room + "/offer?waitSeconds=55",
                        "{'offer':{'type':'rollback'}}",
                        Credential.HEADER,
                        alice.credential())
                .get(10, TimeUnit.SECONDS);
        assertEquals(202, said.status(), () -> said.answer().body());
        assertEquals("ack", said.body().path("type").asText());
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

    /** However long, and wherever they differ. */
    @Test
    void offersOfOtherIdsAreOfOtherParticipants() {
        Guest bob = node.join("bob", room);
        String cursor = "";
        List<String> offerers = new ArrayList<>();
        for (String last : List.of("1", "2")) {
            beginOffer(",'id':'" + "n".repeat(63) + last + "'");
            List<String> offered = nextOffer(bob, cursor);
            offerers.add(offered.get(0));
            cursor = offered.get(1);
        }
        assertNotEquals(offerers.get(0), offerers.get(1));
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

    /** Its answer is looked for in what has come since: once for nothing, as often as it may be for a client whose answers get lost. */
    @Test
    void anOfferThatIsSentAgainAndAgainIsChargedForWhatIsLookedThrough() {
        String user = "offers-again-" + room;
        Guest alice = node.join(user, room);
        Guest bob = node.join("bob", room);
        String path = "/v1/rooms/" + room + "/offer?waitSeconds=0";
        String again = offer(",'id':'x'");
        assertEquals(
                504,
                node.ask(user, "POST", path, again, Credential.HEADER, alice.credential())
                        .status());
        String data = "x".repeat(12_000);
        for (int i = 0; i < 24; i++) {
            assertEquals(
                    202,
                    bob.post(node, "{'type':'message','data':'" + data + "'}").status());
        }
        node.standStill();
        int times = 0;
        Said said;
        do {
            said = node.ask(user, "POST", path, again, Credential.HEADER, alice.credential());
        } while (said.status() == 504 && ++times < 200);
        int served = times;
        assertEquals(429, said.status(), () -> "after " + served);
        assertTrue(said.body().path("retryAfterMs").asLong() > 0);
        assertNotEquals("", said.header("Retry-After"));
        assertTrue(served > 10, () -> "it may have got lost now and then: " + served);
    }

    private CompletableFuture<Said> beginOffer(String more, String... headers) {
        return node.begin("alice", "POST", "/v1/rooms/" + room + "/offer?waitSeconds=20", offer(more), headers);
    }

    private Said say(Guest guest, String type, String to) {
        String what = type.equals("answer") ? ",'answer':{'type':'answer','sdp':'" + ANSWER + "'}" : "";
        return guest.post(node, "{'type':'" + type + "','to':'" + to + "'" + what + "}");
    }

    /** The sender of the next offer after a cursor, and the cursor behind it. */
    private List<String> nextOffer(Guest guest, String after) {
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
}
