package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import io.beckon.log.ForwardingRoomLog;
import io.beckon.log.InProcessRoomLog;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.transport.signaling.InProcessCluster;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** WHEP where those who are watched make the offers: in place of an answer (406), or asked for by a {@code POST} without a body. */
class CounterOfferTest {

    private static final String ENDPOINT = "/v1/whep/show";

    private final SlowLog log = new SlowLog();

    @AutoClose
    private final InProcessCluster cluster = new InProcessCluster(log);

    private final Stage one = new Stage(cluster);

    /** A log that may keep answers waiting. */
    private static final class SlowLog extends ForwardingRoomLog {

        private final CompletableFuture<Void> held = new CompletableFuture<>();
        private volatile boolean holdsAnswers;

        SlowLog() {
            super(new InProcessRoomLog(4, 1 << 24));
        }

        @Override
        public CompletionStage<Long> append(RoomKey room, Proposal proposal) {
            if (holdsAnswers && proposal instanceof Proposal.Answer) {
                held.complete(null);
                return new CompletableFuture<>();
            }
            return super.append(room, proposal);
        }
    }

    /** A host that offers to players. */
    private Stage.Peer offerer() {
        return one.new Peer("hans+host", "show", "broadcast", "host", "{'offers':true}");
    }

    private CompletableFuture<Said> play() {
        return one.post("paul", ENDPOINT, offer("paul", "recvonly", "audio", "video"));
    }

    private CompletableFuture<Said> ask(String user) {
        return one.node.begin(user, "POST", ENDPOINT, "");
    }

    private static void counter(Stage.Peer host, String to, String direction) {
        host.say(offerTo(to, complete(offer("hans", direction, "audio", "video"))));
    }

    private static JsonObject offerTo(String peer, String sdp) {
        return new JsonObject()
                .put("type", "offer")
                .put("to", peer)
                .put("offer", new JsonObject().put("type", "offer").put("sdp", sdp));
    }

    /** Says a frame that the room takes. @return its place in the room's order */
    private static long say(Stage.Peer host, JsonObject frame) {
        String id = "said-" + System.nanoTime();
        host.say(frame.put("id", id));
        JsonNode ack = host.connected.await("ack");
        while (!ack.path("id").asText().equals(id)) {
            ack = host.connected.await("ack");
        }
        return ack.path("seq").asLong();
    }

    /** What a player's node rejects in its name, a few times a second. */
    private JsonNode rejection(Stage.Peer host) {
        Await.until(
                Duration.ofMinutes(1),
                () -> {
                    one.resources.watch();
                    return host.connected.waiting().stream()
                            .anyMatch(frame -> frame.path("type").asText().equals("reject"));
                },
                () -> "nothing is rejected");
        return host.connected.await("reject");
    }

    private static void reject(Stage.Peer host, String to) {
        host.say(new JsonObject().put("type", "reject").put("to", to));
    }

    private static String from(JsonNode frame) {
        return frame.path("from").asText();
    }

    private Said respond(Stage at, Said offered, String direction) {
        return respondBy(at, offered, answer("pau2", direction, "audio", "video"));
    }

    private static Said respondBy(Stage at, Said offered, String answer) {
        return at.node.ask("paul", "PATCH", offered.header("Location"), answer, "Content-Type", "application/sdp");
    }

    /** @param before when its offer had not been sent yet */
    private static void assertCounters(Said said, Instant before) {
        assertEquals(406, said.status(), () -> said.answer().body());
        String type = said.header("Content-Type");
        assertTrue(type.startsWith("application/sdp; valid-until=\"") && type.endsWith(" GMT\""), type);
        Instant end = validUntil(type);
        assertFalse(end.isBefore(before.plus(Stage.VALIDITY).minusSeconds(1)), type);
        assertFalse(end.isAfter(Instant.now().plus(Stage.VALIDITY)), type);
        assertTrue(
                said.answer().body().contains("a=sendonly\r\n"), said.answer().body());
        assertTrue(
                said.answer().body().contains("a=" + CANDIDATE), said.answer().body());
        assertTrue(said.header("Accept-Patch").contains("application/sdp"));
    }

    private static Instant validUntil(String type) {
        return ZonedDateTime.parse(
                        type.substring(type.indexOf('"') + 1, type.length() - 1), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
    }

    /** In place of an answer: the player is the polite one. */
    @Test
    void anOfferInPlaceOfAnAnswerIsACounterOffer() { // P3
        try (Stage.Peer host = offerer()) {
            Instant before = Instant.now();
            Said offered = countered(host);
            assertCounters(offered, before);
            assertPlays(host, offered);
        }
    }

    /** @return the 406 */
    private Said countered(Stage.Peer host) {
        CompletableFuture<Said> posted = play();
        counter(host, from(host.connected.await("offer")), "sendonly");
        Said offered = posted.join();
        assertEquals(406, offered.status(), () -> offered.answer().body());
        return offered;
    }

    /** The room's time for an offer runs from its record on, not from when its candidates are there. */
    @Test
    void itsTimeRunsFromWhenItCame() {
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.connected.await("offer"));
            host.say(offerTo(paul, offer("hans", "sendonly", "audio", "video")));
            Instant end = validUntil(posted.join().header("Content-Type"));
            Duration gathered = Duration.ofMillis(Answering.GATHERING_MILLIS - 500);
            assertFalse(end.isAfter(Instant.now().plus(Stage.VALIDITY).minus(gathered)), end.toString());
        }
    }

    @Test
    void whoRejectsAnOfferMayMakeItsOwn() { // P3
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.connected.await("offer"));
            reject(host, paul);
            counter(host, paul, "sendrecv");
            Said offered = posted.join();
            assertEquals(406, offered.status(), () -> offered.answer().body());
            assertEquals(422, respond(one, offered, "sendrecv").status());
            assertEquals(204, respond(one, offered, "recvonly").status());
            host.connected.await("answer");
        }
    }

    private void assertPlays(Stage.Peer host, Said offered) {
        String resource = offered.header("Location");
        Said malformed =
                one.node.ask("paul", "PATCH", resource, "v=0\r\nthis is none\r\n", "Content-Type", "application/sdp");
        assertEquals(400, malformed.status());
        Said unfit = one.node.ask(
                "paul", "PATCH", resource, answer("pau2", "recvonly", "audio"), "Content-Type", "application/sdp");
        assertEquals(400, unfit.status());
        Said answered = respond(one, offered, "recvonly");
        assertEquals(204, answered.status(), () -> answered.answer().body());
        assertTrue(host.connected
                .await("answer")
                .path("answer")
                .path("sdp")
                .asText()
                .contains("a=ice-ufrag:pau2"));
        assertEquals(409, respond(one, offered, "recvonly").status());
        assertEquals(
                204,
                one.patch("paul", resource, answered.header("ETag"), fragment("pau2", PASSWORD, "a=" + CANDIDATE))
                        .status());
        host.connected.await("ice-candidate");
        one.resources.watch();
        assertEquals(204, one.node.ask("paul", "GET", resource, "").status());
        assertEquals(
                422,
                one.patch("paul", resource, "*", fragment("pau3", PASSWORD)).status());
        assertEquals(200, one.delete("paul", resource).status());
        assertEquals(410, respond(one, offered, "recvonly").status());
    }

    @Test
    void anAnswerToAnOfferThatWasWithdrawnIsRefused() { // P3
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.connected.await("offer"));
            counter(host, paul, "sendonly");
            Said offered = posted.join();
            one.resources.watch();
            assertEquals(
                    204,
                    one.node.ask("paul", "GET", offered.header("Location"), "").status());
            say(
                    host,
                    new JsonObject()
                            .put("type", "offer")
                            .put("to", paul)
                            .put("offer", new JsonObject().put("type", "rollback")));
            assertIsOver(host, offered);
        }
    }

    /** It was there when its answer came, and is gone before the room has that. */
    @Test
    void whoLeavesBetweenAnOfferAndItsAnswerHasLostItsPlace() { // P3
        try (Stage.Peer host = offerer()) {
            Said offered = countered(host);
            log.holdsAnswers = true;
            CompletableFuture<Said> answering = one.node.begin(
                    "paul",
                    "PATCH",
                    offered.header("Location"),
                    answer("pau2", "recvonly", "audio", "video"),
                    "Content-Type",
                    "application/sdp");
            log.held.orTimeout(1, TimeUnit.MINUTES).join();
            CompletableFuture<Said> leaving = one.node.begin("paul", "DELETE", offered.header("Location"), "");
            host.connected.await("peer-left");
            Said said = answering.join();
            assertEquals(410, said.status(), () -> said.answer().body());
            assertEquals(200, leaving.join().status());
        }
    }

    private void assertIsOver(Stage.Peer host, Said offered) {
        assertEquals(409, respond(one, offered, "recvonly").status());
        one.resources.watch();
        host.connected.await("peer-left");
        assertEquals(410, respond(one, offered, "recvonly").status());
    }

    @Test
    void anAnswerThatComesTooLateIsRefused() { // P3
        try (Stage.Peer host = offerer()) {
            Said offered = countered(host);
            one.node.later.addAndGet(Stage.VALIDITY.plusSeconds(1).toNanos());
            one.node.node.follower.tick();
            while (!host.connected.await("negotiation").path("state").asText().equals("timeout")) {
                // another one
            }
            assertIsOver(host, offered);
        }
    }

    /** The player has not seen the one that is open now. */
    @Test
    void anAnswerIsToTheOfferThatThePlayerWasGiven() {
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.connected.await("offer"));
            counter(host, paul, "sendonly");
            Said offered = posted.join();
            assertEquals(406, offered.status());
            say(host, offerTo(paul, complete(offer("hans", "sendonly", "audio", "video"))));
            assertIsOver(host, offered);
        }
    }

    /** One for another connection is none in place of an answer. */
    @Test
    void aCounterOfferIsForTheConnectionThatWasAskedFor() {
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.connected.await("offer"));
            long other = say(
                    host,
                    offerTo(paul, complete(offer("othr", "sendonly", "audio"))).put("pc", "other"));
            long counter = say(host, offerTo(paul, complete(offer("hans", "sendonly", "audio", "video"))));
            Said offered = posted.join();
            assertEquals(406, offered.status());
            assertTrue(offered.answer().body().contains("a=ice-ufrag:hans"));
            JsonNode rejected = rejection(host);
            assertEquals("other", rejected.path("pc").asText());
            assertEquals(other, rejected.path("re").asLong());
            assertEquals(204, respond(one, offered, "recvonly").status());
            assertEquals(counter, host.connected.await("answer").path("re").asLong());
        }
    }

    @Test
    void anAnswerThatRejectsAllOfItHasNoTag() {
        try (Stage.Peer host = offerer()) {
            Said offered = countered(host);
            String nothing = answer("pau2", "inactive", "audio", "video")
                    .replaceAll("(m=\\w+) 9", "$1 0")
                    .replaceAll("a=ice-(ufrag|pwd):.*\r\n", "");
            Said answered = respondBy(one, offered, nothing);
            assertEquals(204, answered.status(), () -> answered.answer().body());
            assertTrue(answered.answer().headers().firstValue("ETag").isEmpty());
            one.resources.watch();
            host.connected.await("peer-left");
        }
    }

    @Test
    void whoSaysThatItOffersMayAnswerAsWell() {
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            host.answer(complete(answer("hans", "sendonly", "audio", "video")));
            Said created = posted.join();
            assertEquals(201, created.status());
            assertTrue(created.header("ETag").startsWith("\""));
        }
    }

    /** A player cannot be told of them; and however many they are, its share of frames is not used up. */
    @Test
    void furtherOffersAreRejectedOneByOne() { // P7
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.answer(complete(answer("hans", "sendonly", "audio", "video"))));
            assertEquals(201, posted.join().status());
            long last = 0;
            for (int i = 0; i < 20; i++) {
                last = say(host, offerTo(paul, complete(offer("hans", "sendonly", "audio", "video"))));
            }
            JsonNode rejected = rejection(host);
            assertEquals(paul, from(rejected));
            assertEquals(last, rejected.path("re").asLong());
        }
    }

    @Test
    void oneThatSendsNothingIsNone() {
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            counter(host, from(host.connected.await("offer")), "recvonly");
            assertEquals(409, posted.join().status());
        }
    }

    @Test
    void aRejectionWithoutAnOfferIsOneInTheEnd() {
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            reject(host, from(host.connected.await("offer")));
            Said said = posted.join();
            assertEquals(409, said.status());
            assertFalse(said.header("Retry-After").isEmpty());
        }
    }

    @Test
    void aPlayerMayAskForAnOffer() { // P10
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = ask("paul");
            JsonNode wish = host.connected.await("message");
            assertEquals("offer", wish.path("data").path("wants").asText());
            counter(host, from(wish), "sendonly");
            Said offered = posted.join();
            assertEquals(201, offered.status(), () -> offered.answer().body());
            assertTrue(offered.answer().body().contains("a=sendonly\r\n"));
            assertEquals(204, respond(one, offered, "recvonly").status());
            host.connected.await("answer");
        }
    }

    @ParameterizedTest
    @MethodSource("io.beckon.records.LargeMetadataTest#metadata")
    void whateverElseItsMetadataAre(String others) { // P10
        String metadata = "{\"offers\":true," + others.substring(1);
        try (Stage.Peer host = one.new Peer("hans+host", "show", "broadcast", "host", metadata)) {
            CompletableFuture<Said> posted = ask("paul");
            counter(host, from(host.connected.await("message")), "sendonly");
            assertEquals(201, posted.join().status());
        }
    }

    @Test
    void whereNobodyIsLiveItIsToComeAgain() { // P4
        Said said = ask("paul").join();
        assertEquals(409, said.status());
        assertFalse(said.header("Retry-After").isEmpty());
    }

    @Test
    void whereNobodyOffersItIsSaidWhatToSend() { // P10
        try (Stage.Peer host = one.host("show")) {
            Said said = ask("paul").join();
            assertEquals(400, said.status());
            String detail = said.body().path("detail").asText();
            assertTrue(detail.contains("recvonly") && detail.contains("application/sdp"), detail);
        }
    }

    @Test
    void aMediaServerOffersInASelectiveRoom() {
        try (Stage.Peer server = one.new Peer("sam+media-server", "show", "sfu", "media-server", "{'offers':true}")) {
            Instant before = Instant.now();
            Said offered = countered(server);
            assertCounters(offered, before);
            assertEquals(204, respond(one, offered, "recvonly").status());
            server.connected.await("answer");
        }
    }

    @Test
    void anyNodeTakesTheAnswerAlsoWhenTheFirstIsGone() {
        Stage two = new Stage(cluster);
        try (Stage.Peer host = two.new Peer("hans+host", "show", "broadcast", "host", "{'offers':true}")) {
            Said there = countered(host);
            assertEquals(204, respond(two, there, "recvonly").status());
            host.connected.await("answer");
            Said gone = countered(host);
            one.node.stopListening();
            assertEquals(204, respond(two, gone, "recvonly").status());
            host.connected.await("answer");
        }
    }
}
