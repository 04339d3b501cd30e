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
import io.beckon.log.InProcessRoomLog;
import io.beckon.log.Nodes;
import io.beckon.transport.signaling.SignalingNode;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WHEP where those who are watched make the offers: in place of an answer (406), or asked for by a {@code POST} without a body. */
class CounterOfferTest {

    private static final String ENDPOINT = "/v1/whep/show";

    private final Vertx vertx = Vertx.vertx();
    private final InProcessRoomLog log = new InProcessRoomLog(4, 1 << 24);
    private final Nodes nodes = SignalingNode.nodes();
    private final Stage one = new Stage(vertx, log, nodes);
    private final Stage two = new Stage(vertx, log, nodes);

    @AfterEach
    void stop() {
        one.close();
        two.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
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
        host.say(new JsonObject()
                .put("type", "offer")
                .put("to", to)
                .put(
                        "offer",
                        new JsonObject()
                                .put("type", "offer")
                                .put("sdp", complete(offer("hans", direction, "audio", "video")))));
    }

    private static void reject(Stage.Peer host, String to) {
        host.say(new JsonObject().put("type", "reject").put("to", to));
    }

    private static String from(JsonNode frame) {
        return frame.path("from").asText();
    }

    private Said respond(Stage at, Said offered, String direction) {
        return at.node.ask(
                "paul",
                "PATCH",
                offered.header("Location"),
                answer("pau2", direction, "audio", "video"),
                "Content-Type",
                "application/sdp");
    }

    private static void assertCounters(Said said) {
        assertEquals(406, said.status(), () -> said.answer().body());
        String type = said.header("Content-Type");
        assertTrue(type.startsWith("application/sdp; valid-until=\"") && type.endsWith(" GMT\""), type);
        Instant end = ZonedDateTime.parse(
                        type.substring(type.indexOf('"') + 1, type.length() - 1), DateTimeFormatter.RFC_1123_DATE_TIME)
                .toInstant();
        Duration left = Duration.between(Instant.now(), end);
        assertTrue(
                left.compareTo(Stage.VALIDITY) <= 0
                        && !left.plus(Duration.ofMinutes(5)).isNegative(),
                type);
        assertTrue(
                said.answer().body().contains("a=sendonly\r\n"), said.answer().body());
        assertTrue(
                said.answer().body().contains("a=" + CANDIDATE), said.answer().body());
        assertTrue(said.header("Accept-Patch").contains("application/sdp"));
    }

    /** In place of an answer: the player is the polite one. */
    @Test
    void anOfferInPlaceOfAnAnswerIsACounterOffer() { // P3
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.connected.await("offer"));
            counter(host, paul, "sendonly");
            assertPlays(host, posted.join());
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
        assertCounters(offered);
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
    void anAnswerThatComesTooLateIsRefused() { // P3
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.connected.await("offer"));
            counter(host, paul, "sendonly");
            Said offered = posted.join();
            assertCounters(offered);
            one.resources.watch();
            assertEquals(
                    204,
                    one.node.ask("paul", "GET", offered.header("Location"), "").status());
            host.say(new JsonObject()
                    .put("type", "offer")
                    .put("to", paul)
                    .put("id", "back")
                    .put("offer", new JsonObject().put("type", "rollback")));
            while (!host.connected.await("ack").path("id").asText().equals("back")) {
                // another one
            }
            assertEquals(409, respond(one, offered, "recvonly").status());
            one.resources.watch();
            host.connected.await("peer-left");
            assertEquals(410, respond(one, offered, "recvonly").status());
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

    /** A player cannot be told of them. */
    @Test
    void furtherOffersAreRejected() { // P7
        try (Stage.Peer host = offerer()) {
            CompletableFuture<Said> posted = play();
            String paul = from(host.answer(complete(answer("hans", "sendonly", "audio", "video"))));
            assertEquals(201, posted.join().status());
            counter(host, paul, "sendonly");
            assertEquals(paul, from(host.connected.await("reject")));
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
            CompletableFuture<Said> posted = play();
            counter(server, from(server.connected.await("offer")), "sendonly");
            Said offered = posted.join();
            assertCounters(offered);
            assertEquals(204, respond(one, offered, "recvonly").status());
            server.connected.await("answer");
        }
    }

    @Test
    void anyNodeTakesTheAnswerAlsoWhenTheFirstIsGone() {
        try (Stage.Peer host = two.new Peer("hans+host", "show", "broadcast", "host", "{'offers':true}")) {
            CompletableFuture<Said> posted = play();
            counter(host, from(host.connected.await("offer")), "sendonly");
            Said there = posted.join();
            assertEquals(204, respond(two, there, "recvonly").status());
            host.connected.await("answer");
            posted = play();
            counter(host, from(host.connected.await("offer")), "sendonly");
            Said gone = posted.join();
            one.node.stopListening();
            assertEquals(204, respond(two, gone, "recvonly").status());
            host.connected.await("answer");
        }
    }
}
