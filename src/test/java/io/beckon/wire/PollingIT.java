package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Signaling by requests beside WebSockets, at the service as it is started. */
class PollingIT {

    private static final String APP = "https://app.example";

    /** Also on a slow machine longer than what any test does between two requests. */
    private static final int WINDOW_SECONDS = 10;

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.allowed-origins", APP, "beckon.resume-window", WINDOW_SECONDS + "S");

    private final String room = ServerUnderTest.freshRoom();

    private Poller poller(User user) {
        return Poller.join(server.url(), server.token(user), room);
    }

    @Test
    void oneWhoPollsAndOneWithAWebSocketAreInOneRoom() {
        WireClient socket = server.connect(Encoding.CBOR);
        socket.join(room);
        Poller poller = poller(User.any());
        assertEquals(
                poller.peer(),
                socket.await("peer-joined").path("peer").path("peer").asText());
        JsonNode ack = poller.post(server.url(), Frames.message(1, "id", "a"));
        JsonNode relayed = socket.await("message");
        assertEquals(ack.path("seq"), relayed.path("seq"));
        socket.ack(Frames.offer(Sdp.offer("aaaa").text(), "to", poller.peer()));
        poller.read(server.url(), 20);
        JsonNode offer = poller.received().getLast();
        assertEquals("offer", offer.path("type").asText());
        assertEquals(Sdp.offer("aaaa").text(), offer.path("offer").path("sdp").asText());
        poller.post(server.url(), Frames.answer(Sdp.answer("bbbb").text(), "to", socket.peer()));
        assertEquals(
                Sdp.answer("bbbb").text(),
                socket.await("answer").path("answer").path("sdp").asText());
    }

    @Test
    void whoStopsPollingLeavesAfterTheWindowAndNobodyElseDoes() {
        WireClient socket = server.connect(Encoding.JSON);
        socket.join(room);
        Poller gone = poller(User.any());
        Poller stays = poller(User.any());
        socket.await("peer-joined");
        socket.await("peer-joined");
        for (int i = 0; socket.received("peer-left").isEmpty() && i < 6 * WINDOW_SECONDS; i++) {
            stays.read(server.url(), 1);
        }
        assertEquals(gone.peer(), socket.await("peer-left").path("peer").asText());
        assertEquals(
                "timeout",
                socket.received("peer-left").getFirst().path("reason").asText());
        HttpResponse<String> late = gone.request(server.url(), "GET", "/v1/rooms/" + room + "/messages", "");
        assertEquals(410, late.statusCode(), late::body);
    }

    @Test
    void aSessionMovesBetweenTheTwoDoors() {
        User user = User.any();
        Poller poller = poller(user);
        WireClient other = server.connect(Encoding.JSON);
        other.join(room);
        poller.read(server.url(), 10);
        long seen = poller.received().getLast().path("seq").asLong();
        other.ack(Frames.message(1));
        WireClient socket = server.connect(Encoding.JSON, user);
        JsonNode resumed =
                socket.expect("resumed", Resuming.resume(poller.session(), poller.secret(), Map.of(room, seen)));
        assertEquals(1, resumed.path("rooms").path(room).path("missed").asInt());
        socket.await("message");
        other.ack(Frames.message(2));
        socket.await("message");
        poller.read(server.url(), 10);
        assertEquals(4009, socket.closed());
        assertEquals(List.of(1, 2), poller.numbers());
        assertTrue(other.received("peer-left").isEmpty());
    }

    @Test
    void pagesOfAllowedOriginsMayDoAllOfIt() {
        HttpRequest preflight = HttpRequest.newBuilder(server.url().resolve("/v1/rooms/r/messages"))
                .header("Origin", APP)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = DevelopmentTokens.send(preflight);
        assertEquals(204, answer.statusCode());
        String headers =
                answer.headers().firstValue("Access-Control-Allow-Headers").orElse("");
        List.of("Authorization", "Content-Type", "Signaling-Session", "Last-Event-ID", "If-Match")
                .forEach(name -> assertTrue(headers.contains(name), headers));
        String exposed =
                answer.headers().firstValue("Access-Control-Expose-Headers").orElse("");
        List.of("Location", "Link", "ETag", "Retry-After", "Accept-Post", "WWW-Authenticate")
                .forEach(name -> assertTrue(exposed.contains(name), exposed));
        assertEquals(
                APP, answer.headers().firstValue("Access-Control-Allow-Origin").orElse(""));
        assertTrue(
                answer.headers().firstValue("Access-Control-Allow-Credentials").isEmpty());
    }

    @Test
    void aCallRingsForOneWhoPolls() {
        User callee = User.any();
        Poller poller = poller(callee);
        poller.read(server.url(), 0);
        WireClient caller = server.connect(Encoding.JSON);
        JsonNode calling = caller.expect("calling", Frames.frame("call", "user", callee.id()));
        Await.until(
                Duration.ofSeconds(10),
                () -> poller.read(server.url(), 2).received().stream()
                        .anyMatch(frame -> frame.path("type").asText().equals("incoming-call")),
                () -> "no call: " + poller.received());
        poller.post(
                server.url(),
                Frames.frame("accept", "call", calling.path("call").asText()));
        caller.await("accepted");
        caller.await("joined");
        Await.until(
                Duration.ofSeconds(10),
                () -> poller.read(server.url(), 2).received().stream()
                        .anyMatch(frame -> frame.path("type").asText().equals("joined")),
                () -> "not in the call's room: " + poller.received());
        caller.ack(Frames.offer(Sdp.offer("cccc").text()));
        poller.read(server.url(), 10);
        assertEquals("offer", poller.received().getLast().path("type").asText());
    }
}
