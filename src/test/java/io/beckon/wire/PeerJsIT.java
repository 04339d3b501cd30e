package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The protocol of PeerJS as its clients and its own server have it, row by row. */
class PeerJsIT {

    private static final AuditTrailFile AUDIT = new AuditTrailFile();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.peerjs.keys.peerjs.anonymous", "true",
            "beckon.peerjs.keys.listed.anonymous", "true",
            "beckon.peerjs.keys.listed.discovery", "true",
            "beckon.peerjs.keys.known.room", "known room",
            "beckon.peerjs.keys.open.anonymous", "true",
            "beckon.peerjs.keys.open.any-origin", "true",
            "beckon.peerjs.path", "/myapp,/games/chess/",
            "beckon.peerjs.anonymous-per-minute", "1000",
            "beckon.audit.file", AUDIT.toString());

    private static final String ELSEWHERE = "https://elsewhere.example";

    private final String alice = "alice-" + UUID.randomUUID();
    private final String bob = "bob-" + UUID.randomUUID();

    private PeerJsClient open(String id, String token) {
        return server.closedAfterwards(PeerJsClient.open(server.url(), id, token));
    }

    private PeerJsClient ask(String key, String id, String token) {
        return server.closedAfterwards(PeerJsClient.ask(server.url(), "/peerjs", key, id, token));
    }

    private static void assertRefused(PeerJsClient client, String type, String message) {
        JsonNode frame = client.next();
        assertEquals(type, frame.path("type").asText());
        assertTrue(
                frame.path("payload").path("msg").asText().contains(message),
                () -> frame.path("payload").path("msg").asText());
        client.closed();
    }

    // Connecting

    @Test
    void tooManyPingsAreAbuse() {
        PeerJsClient client = PeerJsClient.open(server.url(), "pings-" + UUID.randomUUID(), "token");
        client.ping(1000);
        assertEquals(1008, client.closed());
    }

    @Test
    void whoSaysIdTokenAndKeyIsLetIn() {
        open(alice, "a");
        PeerJsClient below =
                server.closedAfterwards(PeerJsClient.ask(server.url(), "/peerjs/peerjs", "peerjs", bob, "b"));
        assertEquals("{\"type\":\"OPEN\"}", below.next().toString());
    }

    /** As of {@code new Peer("id", {path: "/myapp"})}, which the {@code peer} server's own examples have. */
    @ParameterizedTest
    @ValueSource(strings = {"/myapp/", "/games/chess/"})
    void anApplicationKeepsItsPath(String path) {
        UUID.fromString(get(path + "peerjs/id?ts=17000000001234&version=1.5.5").body());
        assertEquals(401, get(path + "peerjs/peers").statusCode());
        assertEquals(get("/peerjs/").body(), get(path).body());
        PeerJsClient named =
                server.closedAfterwards(PeerJsClient.ask(server.url(), path + "peerjs", "peerjs", alice, "a"));
        assertEquals("{\"type\":\"OPEN\"}", named.next().toString());
        open(bob, "b").offer(alice, "mc_1", Sdp.offer("aaaa"));
        assertEquals(bob, named.next("OFFER").path("src").asText());
    }

    @Test
    void whoDoesNotIsTurnedAway() {
        String missing = "No id, token, or key supplied to websocket server";
        assertRefused(ask("peerjs", "", "a"), "ERROR", missing);
        assertRefused(ask("peerjs", alice, ""), "ERROR", missing);
        assertRefused(ask("", alice, "a"), "ERROR", missing);
        assertRefused(ask("other", alice, "a"), "INVALID-KEY", "Invalid key provided");
        assertRefused(ask("peerjs", "%20alice", "a"), "ERROR", "id: it is 1 to 64 of");
        assertRefused(ask("peerjs", "al%22ice", "a"), "ERROR", "id: it is 1 to 64 of");
        assertRefused(ask("peerjs", "x".repeat(65), "a"), "ERROR", "id: it is 1 to 64 of");
    }

    @Test
    void anIdBelongsToWhoHasItsToken() {
        open(alice, "a");
        assertRefused(ask("peerjs", alice, "other"), "ID-TAKEN", "ID is taken");
    }

    @Test
    void theSameIdAndTokenTakeTheOlderConnectionsPlace() {
        PeerJsClient old = open(alice, "a");
        PeerJsClient next = open(alice, "a");
        assertEquals(4009, old.closed());
        PeerJsClient other = open(bob, "b");
        other.offer(alice, "mc_1", Sdp.offer("aaaa"));
        assertEquals("OFFER", next.next().path("type").asText());
    }

    @Test
    void anIdIsFreeAsSoonAsItsConnectionHasEnded() {
        PeerJsClient gone = open(alice, "a");
        gone.leave(1001);
        gone.closed();
        open(alice, "another-page");
    }

    @Test
    void leavingGivesTheIdBack() {
        PeerJsClient gone = open(alice, "a");
        gone.say("{\"type\":\"LEAVE\"}");
        gone.closed();
        open(alice, "another-page");
    }

    /** All that the client's own check lets pass, and what clients in other languages make up. */
    @ParameterizedTest
    @ValueSource(strings = {"Alice Ames", "a b_c-d", "-_-", "{ann}", "ann@example.com", "<b>/../?#&", "~"})
    void anIdIsWhatItsClientMakesOne(String prefix) {
        String ann = prefix + " " + UUID.randomUUID();
        PeerJsClient named = server.closedAfterwards(PeerJsClient.open(server.url(), encoded(ann), "a"));
        PeerJsClient other = open(bob, "b");
        other.offer(ann, "mc_1", Sdp.offer("aaaa"));
        assertEquals(ann, named.next("OFFER").path("dst").asText());
        named.answer(bob, "mc_1", Sdp.answer("bbbb"));
        assertEquals(ann, other.next("ANSWER").path("src").asText());
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    }

    // Relaying

    @Test
    void offerAnswerAndCandidatesArePassedOnWithTheirSender() {
        PeerJsClient from = open(alice, "a");
        PeerJsClient to = open(bob, "b");
        from.offer(bob, "mc_1", Sdp.offer("aaaa"));
        from.candidate(bob, "mc_1", Frames.hostCandidate("aaaa", 4000));
        JsonNode offer = to.next();
        assertEquals("OFFER", offer.path("type").asText());
        assertEquals(alice, offer.path("src").asText());
        assertEquals(bob, offer.path("dst").asText());
        JsonNode payload = offer.path("payload");
        assertEquals("mc_1", payload.path("connectionId").asText());
        assertEquals("media", payload.path("type").asText());
        assertEquals("weather", payload.path("metadata").path("topic").asText());
        assertEquals("offer", payload.path("sdp").path("type").asText());
        assertEquals(Sdp.offer("aaaa").text(), payload.path("sdp").path("sdp").asText());
        JsonNode candidate = to.next();
        assertEquals("CANDIDATE", candidate.path("type").asText());
        assertEquals(
                "0", candidate.path("payload").path("candidate").path("sdpMid").asText());
        to.answer(alice, "mc_1", Sdp.answer("bbbb"));
        JsonNode answer = from.next();
        assertEquals("ANSWER", answer.path("type").asText());
        assertEquals(bob, answer.path("src").asText());
        assertEquals("mc_1", answer.path("payload").path("connectionId").asText());
        assertEquals(
                Sdp.answer("bbbb").text(),
                answer.path("payload").path("sdp").path("sdp").asText());
        to.say("{\"type\":\"LEAVE\",\"dst\":\"" + alice + "\"}");
        assertEquals("LEAVE", from.next().path("type").asText());
    }

    @Test
    void whatIsSaidArrivesInItsOrder() {
        PeerJsClient from = open(alice, "a");
        PeerJsClient to = open(bob, "b");
        for (int i = 0; i < 50; i++) {
            from.offer(bob, "mc_" + i, Sdp.offer("aaaa"));
        }
        for (int i = 0; i < 50; i++) {
            assertEquals(
                    "mc_" + i,
                    to.next("OFFER").path("payload").path("connectionId").asText());
        }
    }

    /** A message in fragments is one like any other. */
    @Test
    void whatIsSaidInFragmentsKeepsItsPlace() {
        PeerJsClient from = open(alice, "a");
        PeerJsClient to = open(bob, "b");
        for (int i = 0; i < 50; i++) {
            String frame = "{\"type\":\"EXPIRE\",\"dst\":\"" + bob + "\"}";
            from.offer(bob, "mc_" + i, Sdp.offer("aaaa"));
            from.sayInFragments(frame);
        }
        for (int i = 0; i < 50; i++) {
            assertEquals(
                    "mc_" + i, to.next().path("payload").path("connectionId").asText());
            assertEquals("EXPIRE", to.next().path("type").asText());
        }
    }

    @Test
    void aPeerThatComesInTimeGetsWhatWasSaidToItBefore() {
        PeerJsClient from = open(alice, "a");
        from.offer(bob, "mc_1", Sdp.offer("aaaa"));
        from.candidate(bob, "mc_1", Frames.hostCandidate("aaaa", 4000));
        assertNull(from.poll(1000));
        PeerJsClient to = open(bob, "b");
        assertEquals("OFFER", to.next().path("type").asText());
        assertEquals("CANDIDATE", to.next().path("type").asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001})
    void aPeerThatWasAwayForAMomentGetsWhatWasSaidMeanwhile(int closeCode) {
        PeerJsClient from = open(alice, "a");
        PeerJsClient away = open(bob, "b");
        away.offer(alice, "mc_1", Sdp.offer("bbbb"));
        from.next("OFFER");
        away.leave(closeCode);
        away.closed();
        from.answer(bob, "mc_1", Sdp.answer("aaaa"));
        from.offer(bob, "mc_2", Sdp.offer("cccc"));
        PeerJsClient back = open(bob, "b");
        assertEquals("ANSWER", back.next().path("type").asText());
        assertEquals("OFFER", back.next().path("type").asText());
        assertNull(from.poll(5500), "nobody was unreachable");
    }

    @Test
    void whoTakesOverIsToldWhatDidNotArriveOverTheOldConnection() {
        PeerJsClient from = open(alice, "a");
        PeerJsClient third = open("carl-" + UUID.randomUUID(), "c");
        PeerJsClient old = open(bob, "b");
        old.outOfReach();
        from.offer(bob, "mc_1", Sdp.offer("aaaa"));
        from.offer(third.id(), "mc_2", Sdp.offer("aaaa"));
        third.next("OFFER");
        PeerJsClient next = open(bob, "b");
        assertEquals(
                "mc_1", next.next("OFFER").path("payload").path("connectionId").asText());
    }

    @Test
    void whatWasAnsweredForIsNotToldAgain() {
        PeerJsClient from = open(alice, "a");
        PeerJsClient old = open(bob, "b");
        from.offer(bob, "mc_1", Sdp.offer("aaaa"));
        old.next("OFFER");
        old.answer(alice, "mc_1", Sdp.answer("bbbb"));
        from.next("ANSWER");
        PeerJsClient next = open(bob, "b");
        from.offer(bob, "mc_2", Sdp.offer("cccc"));
        assertEquals(
                "mc_2", next.next("OFFER").path("payload").path("connectionId").asText());
    }

    /** A client sees its connection end before its room does. */
    private static void awaitAway(String id) {
        AdminApi admin = AdminApi.of(server);
        Await.until(
                Duration.ofSeconds(20),
                () -> admin.all("/rooms/peerjs", "participants", 100).stream()
                        .anyMatch(one -> one.path("peer").asText().equals(id)
                                && !one.path("connected").asBoolean()),
                () -> id + " is away");
    }

    /** With an id of its own, and a token that PeerJS has made up anew. */
    @Test
    void aPeerWhosePageIsLoadedAgainGetsWhatWasSaidMeanwhile() {
        PeerJsClient from = open(alice, "a");
        PeerJsClient page = open(bob, "b");
        page.leave(1001);
        awaitAway(bob);
        from.offer(bob, "mc_1", Sdp.offer("aaaa"));
        from.candidate(bob, "mc_1", Frames.hostCandidate("aaaa", 4000));
        PeerJsClient again = open(bob, "another");
        assertEquals("OFFER", again.next().path("type").asText());
        assertEquals("CANDIDATE", again.next().path("type").asText());
        assertNull(again.poll(500), "once");
        assertNull(from.poll(5500), "nobody was unreachable");
    }

    @Test
    void aWordToOneselfComesBackAsWithPeerJsOwnServer() {
        PeerJsClient one = open(alice, "a");
        one.offer(alice, "mc_1", Sdp.offer("aaaa"));
        JsonNode offer = one.next();
        assertEquals("OFFER", offer.path("type").asText());
        assertEquals(alice, offer.path("src").asText());
        assertEquals(alice, offer.path("dst").asText());
        assertEquals("mc_1", offer.path("payload").path("connectionId").asText());
        one.answer(alice, "mc_1", Sdp.answer("bbbb"));
        assertEquals("ANSWER", one.next().path("type").asText());
        one.candidate(alice, "mc_1", Frames.hostCandidate("aaaa", 4000));
        assertEquals("CANDIDATE", one.next().path("type").asText());
        one.say("{\"type\":\"LEAVE\",\"dst\":\"" + alice + "\"}");
        assertEquals("LEAVE", one.next().path("type").asText());
        assertNull(one.poll(500), "each once");
    }

    @Test
    void aPeerThatDoesNotComeIsUnreachableAfterFiveSeconds() {
        PeerJsClient from = open(alice, "a");
        long begin = System.nanoTime();
        from.offer(bob, "mc_1", Sdp.offer("aaaa"));
        from.candidate(bob, "mc_1", Frames.hostCandidate("aaaa", 4000));
        JsonNode expired = from.next();
        assertTrue(System.nanoTime() - begin >= 5_000_000_000L);
        assertEquals("{\"type\":\"EXPIRE\",\"src\":\"" + bob + "\",\"dst\":\"" + alice + "\"}", expired.toString());
        assertNull(from.poll(1000), "once for all that was said");
    }

    @Test
    void whoSaysTooMuchToSomebodyWhoIsNowhereHearsSoAtOnce() {
        PeerJsClient from = open(alice, "a");
        Map<String, Object> about = Map.of("note", "n".repeat(60_000));
        long begin = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            from.say("OFFER", bob, about);
        }
        assertEquals(bob, from.next("EXPIRE").path("src").asText());
        assertTrue(System.nanoTime() - begin < 5_000_000_000L);
    }

    @Test
    void aLeaveForNobodyIsForgotten() {
        PeerJsClient from = open(alice, "a");
        from.say("{\"type\":\"LEAVE\",\"dst\":\"" + bob + "\"}");
        open(bob, "b");
        assertNull(from.poll(5500));
    }

    // For auditors

    /** What there is about somebody, once there is as much. */
    private static List<JsonNode> told(String kind, int count, Predicate<JsonNode> of) {
        Supplier<List<JsonNode>> all = () -> AUDIT.events().stream()
                .filter(event -> AuditTrailFile.kind(event).equals(kind))
                .map(event -> event.path("data"))
                .filter(of)
                .toList();
        Await.until(Duration.ofSeconds(20), () -> all.get().size() >= count, () -> kind + ": " + all.get());
        return all.get();
    }

    private static String sessionOf(String peer) {
        Predicate<JsonNode> own =
                data -> data.path("actor").path("peer").asText().equals(peer);
        return told("participant.joined", 1, own)
                .getLast()
                .path("actor")
                .path("session")
                .asText();
    }

    private static Predicate<JsonNode> bySession(String session) {
        return data -> data.path("actor").path("session").asText().equals(session);
    }

    /** That is no administrator's doing, and nobody comes back as this session. */
    private static void assertEnded(PeerJsClient client, String session) {
        assertEquals(1000, client.closed());
        List<JsonNode> ends = told("session.ended", 1, bySession(session));
        assertEquals(1, ends.size());
        assertEquals("closed", ends.getFirst().path("why").asText());
        assertTrue(ends.getFirst().path("over").asBoolean(), () -> ends.toString());
        assertEquals(1000, ends.getFirst().path("closeCode").asInt());
    }

    @Test
    void whomAModeratorRemovesIsGoneForGood() {
        PeerJsClient kicked = open(alice, "a");
        PeerJsClient left = open(bob, "b");
        String first = sessionOf(alice);
        String second = sessionOf(bob);
        AdminApi admin = AdminApi.of(server);
        assertEquals(
                204,
                admin.post("/rooms/peerjs/kick", Map.of("peer", alice, "reason", "too loud"))
                        .statusCode());
        assertEnded(kicked, first);
        assertEquals(
                204, admin.post("/rooms/peerjs/close", Map.of("reason", "over")).statusCode());
        assertEnded(left, second);
    }

    @Test
    void whatReachedNobodyIsToldOnce() {
        PeerJsClient from = open(alice, "a");
        String session = sessionOf(alice);
        from.offer(bob, "mc_1", Sdp.offer("aaaa"));
        from.next("EXPIRE");
        from.say("{\"type\":\"OFFER\",\"dst\":\" " + bob + "\"}");
        from.next("EXPIRE");
        List<JsonNode> refused = told("frame.refused", 2, bySession(session));
        assertEquals(
                List.of("no-such-peer", "bad-message"),
                refused.stream().map(data -> data.path("code").asText()).toList());
        for (JsonNode each : refused) {
            assertEquals("offer", each.path("frame").asText());
            assertEquals("peerjs", each.path("room").asText());
            assertEquals(1, each.path("count").asInt());
        }
    }

    // What is wrong

    @Test
    void whatIsNoFrameOfPeerJsChangesNothing() {
        PeerJsClient client = open(alice, "a");
        client.say("{\"type\":\"HEARTBEAT\"}");
        client.say("{\"type\":\"NOVELTY\",\"dst\":\"x\"}");
        assertNull(client.poll(500));
        client.say("not JSON");
        assertEquals("WARNING", client.next().path("type").asText());
        PeerJsClient to = open(bob, "b");
        client.offer(bob, "mc_1", Sdp.offer("aaaa"));
        assertEquals("OFFER", to.next().path("type").asText());
    }

    @Test
    void anOfferThatNobodyCouldUseIsRefusedWithItsReason() {
        PeerJsClient client = open(alice, "a");
        open(bob, "b");
        client.say("OFFER", bob, Map.of("sdp", Map.of("type", "offer", "sdp", "v=1\r\n"), "connectionId", "dc_1"));
        assertTrue(client.next("WARNING").path("payload").path("msg").asText().contains("offer.sdp"));
        assertEquals(bob, client.next("EXPIRE").path("src").asText());
        client.say("{\"type\":\"OFFER\",\"dst\":\"" + bob + "\",\"payload\":{\"metadata\":\"\\ud83d\"}}");
        assertEquals(bob, client.next("EXPIRE").path("src").asText());
    }

    // Requests

    private static HttpResponse<String> get(String path, String... headers) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.url().resolve(path));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void freshIdsAreText() {
        HttpResponse<String> id = get("/peerjs/id?ts=17000000001234&version=1.5.5");
        assertEquals(200, id.statusCode());
        assertEquals(
                "text/html; charset=utf-8",
                id.headers().firstValue("Content-Type").orElse(""));
        UUID.fromString(id.body());
        assertNotEquals(id.body(), get("/peerjs/peerjs/id").body());
        assertEquals(200, get("/listed/id").statusCode());
        UUID.fromString(get("/any-other/id").body());
    }

    @Test
    void peersAreListedOnlyWhereThatIsAllowed() {
        assertEquals(401, get("/peerjs/peers").statusCode());
        assertEquals(401, get("/any-other/peers").statusCode());
        assertEquals("[]", get("/peerjs/listed/peers").body());
        PeerJsClient here = ask("listed", alice, "a");
        here.next();
        PeerJsClient gone = ask("listed", bob, "b");
        gone.next();
        gone.leave(1001);
        gone.closed();
        Await.until(
                Duration.ofSeconds(5),
                () -> get("/peerjs/listed/peers").body().equals("[\"" + alice + "\"]"),
                () -> get("/peerjs/listed/peers").body());
    }

    /** PeerJS disconnects a client that gets anything else. */
    @Test
    void whoListsPeersTooOftenIsStillAnswered() {
        for (int i = 0; i < 100; i++) {
            assertEquals(200, get("/peerjs/listed/peers").statusCode());
        }
    }

    @Test
    void theServiceSaysWhatItIs() {
        assertEquals(
                "{\"name\":\"PeerJS Server\",\"description\":\"A server side element to broker connections between PeerJS clients.\","
                        + "\"website\":\"https://peerjs.com/\"}",
                get("/peerjs/").body());
    }

    @Test
    void onlyPagesOfAllowedOriginsMayAsk() {
        String own = server.url().toString();
        assertEquals(
                own,
                get("/peerjs/id", "Origin", own)
                        .headers()
                        .firstValue("Access-Control-Allow-Origin")
                        .orElse(""));
        assertEquals(403, get("/peerjs/id", "Origin", ELSEWHERE).statusCode());
        assertEquals(403, socket("peerjs"));
    }

    @Test
    void whereThatIsSaidPagesOfAnyOriginMay() {
        HttpResponse<String> id = get("/open/id", "Origin", ELSEWHERE);
        assertEquals(200, id.statusCode());
        assertEquals(
                ELSEWHERE,
                id.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertEquals(200, get("/peerjs/", "Origin", ELSEWHERE).statusCode());
        assertEquals(101, socket("open"));
    }

    private int socket(String key) {
        return UpgradeRequest.to(server.url())
                .target("/peerjs?key=" + key + "&id=" + alice + "&token=a")
                .header("Origin", ELSEWHERE)
                .answer()
                .status();
    }

    /** Whoever comes first. */
    @Test
    void theRoomOfAKeyIsALobby() {
        String name = "first-" + UUID.randomUUID();
        WireClient first = server.connect(Encoding.JSON);
        JsonNode refused = first.refused("not-allowed", Frames.join("listed", "name", name, "pattern", "mesh"));
        assertEquals("pattern", refused.path("field").asText());
        JsonNode joined = first.join("listed", "name", name);
        assertEquals("lobby", joined.path("pattern").asText(), joined::toString);

        PeerJsClient peer = ask("listed", alice, "a");
        peer.next("OPEN");
        peer.offer(name, "mc_1", Sdp.offer("aaaa"));
        assertEquals(alice, first.await("offer").path("from").asText());
        first.ack(Frames.offer(Sdp.offer("bbbb").text(), "room", "listed", "to", alice, "pc", "mc_2"));
        assertEquals(name, peer.next("OFFER").path("src").asText());
    }

    // Who it is

    private static String ticket(String token, String key) {
        HttpResponse<String> answer = askForTicket(token, key);
        assertEquals(200, answer.statusCode(), answer::body);
        return Encoding.JSON
                .read(answer.body().getBytes(StandardCharsets.UTF_8))
                .path("ticket")
                .asText();
    }

    private static HttpResponse<String> askForTicket(String token, String key) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(server.url().resolve("/v1/peerjs/tickets?key=" + key))
                                    .header("Authorization", "Bearer " + token)
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whereNobodyIsAnonymousATokenOrATicketIsNeeded() {
        User user = User.any();
        assertRefused(ask("known", alice, "abc"), "ERROR", "token");
        assertRefused(ask("known", alice, "a.b.c"), "ERROR", "token");
        assertRefused(ask("known", alice, "beckon~forged~forged"), "ERROR", "token");
        PeerJsClient byToken = ask("known", alice, server.token(user));
        assertEquals("OPEN", byToken.next().path("type").asText());
        PeerJsClient byTicket = ask("known", bob, ticket(server.token(user), "known"));
        assertEquals("OPEN", byTicket.next().path("type").asText());
        byTicket.offer(alice, "mc_1", Sdp.offer("aaaa"));
        assertEquals(bob, byToken.next().path("src").asText());
    }

    @Test
    void anIdBelongsToTheTokensSubject() {
        User owner = User.any();
        PeerJsClient first = ask("known", alice, server.token(owner));
        first.next();
        assertRefused(ask("known", alice, server.token(User.any())), "ID-TAKEN", "taken");
        PeerJsClient again = ask("known", alice, ticket(server.token(owner), "known"));
        assertEquals("OPEN", again.next().path("type").asText());
        assertEquals(4009, first.closed());
        again.leave(1001);
        again.closed();
        assertRefused(ask("known", alice, server.token(User.any())), "ID-TAKEN", "taken");
    }

    @Test
    void thereAreTicketsForKeysThatThereAre() {
        assertEquals(404, askForTicket(server.token(User.any()), "other").statusCode());
    }

    @Test
    void aTokenMayHaveDotsInItWhereNobodySignsIn() {
        open(alice, "1.5.5");
        open(bob, "beckon~mine");
    }

    @Test
    void theNewerTryOfTheSameClientIsLetIn() {
        List<PeerJsClient> tries =
                List.of(ask("peerjs", alice, "a"), ask("peerjs", alice, "a"), ask("peerjs", alice, "a"));
        assertEquals("OPEN", tries.getLast().next().path("type").asText());
        PeerJsClient other = open(bob, "b");
        other.offer(alice, "mc_1", Sdp.offer("aaaa"));
        assertEquals("OFFER", tries.getLast().next().path("type").asText());
    }

    @Test
    void aTicketIsGoodForItsOwnRoomOnly() {
        String ticket = ticket(server.token(User.any()), "known");
        assertRefused(ask("listed", alice, ticket), "ERROR", "right");
    }

    // Others in the room

    @Test
    void aPeerOfPeerJsAndOneOfSignalingCallEachOther() {
        PeerJsClient peer = open(alice, "a");
        WireClient other = server.connect(Encoding.JSON);
        other.send(Map.of("type", "join", "room", "peerjs", "name", bob, "id", "j"));
        JsonNode joined = other.await("joined");
        assertEquals("lobby", joined.path("pattern").asText());
        assertEquals(bob, joined.path("self").path("peer").asText());
        assertEquals(List.of(), joined.path("participants").findValues("peer"));

        peer.offer(bob, "mc_1", Sdp.offer("aaaa"));
        JsonNode offer = other.await("offer");
        assertEquals(alice, offer.path("from").asText());
        assertEquals("mc_1", offer.path("pc").asText());
        assertEquals(
                "weather", offer.path("metadata").path("metadata").path("topic").asText());
        other.send(Frames.answer(Sdp.answer("bbbb").text(), "to", alice, "pc", "mc_1"));
        assertEquals("ANSWER", peer.next().path("type").asText());

        other.send(Frames.offer(
                Sdp.offer("cccc").text(),
                "to",
                alice,
                "pc",
                "screen",
                "metadata",
                Map.of("metadata", Map.of("of", "bob"))));
        JsonNode called = peer.next();
        assertEquals("OFFER", called.path("type").asText());
        assertEquals(bob, called.path("src").asText());
        assertEquals("media", called.path("payload").path("type").asText());
        assertEquals("screen", called.path("payload").path("connectionId").asText());
        assertEquals("bob", called.path("payload").path("metadata").path("of").asText());
        assertFalse(called.path("payload").path("sdp").path("sdp").asText().isEmpty());
    }

    /** PeerJS knows no connection without a name, {@code signaling.v1} does: its only one. */
    @Test
    void anOfferWithoutAPcReachesAPeerOfPeerJsAndItsAnswerComesBack() {
        PeerJsClient peer = open(alice, "a");
        WireClient other = server.connect(Encoding.JSON);
        other.send(Map.of("type", "join", "room", "peerjs", "name", bob, "id", "j"));
        other.await("joined");

        other.send(Frames.offer(Sdp.offer("cccc").text(), "to", alice));
        other.send(Frames.candidate(Frames.hostCandidate("cccc", 4000), "to", alice));
        String connection =
                peer.next("OFFER").path("payload").path("connectionId").asText();
        assertFalse(connection.isEmpty(), "PeerJS would make up one of its own");
        assertEquals(
                connection,
                peer.next("CANDIDATE").path("payload").path("connectionId").asText());

        peer.candidate(bob, connection, Frames.hostCandidate("dddd", 4001));
        peer.answer(bob, connection, Sdp.answer("dddd"));
        JsonNode answer = other.await("answer");
        assertEquals(alice, answer.path("from").asText());
        assertFalse(answer.has("pc"));
        assertFalse(other.await("ice-candidate").has("pc"));
    }
}
