package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.InProcessRoomLog;
import io.beckon.log.Nodes;
import io.beckon.transport.signaling.SignalingNode;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WHEP, and WHIP's and WHEP's resources at another node of two that share one log. */
class WhepTest {

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

    private Said play(Stage at, Stage.Peer host) {
        CompletableFuture<Said> posted = at.post("paul", ENDPOINT, offer("paul", "recvonly", "audio", "video"));
        host.answer(complete(answer("hans", "sendonly", "audio", "video")));
        Said created = posted.join();
        assertEquals(201, created.status(), () -> created.answer().body());
        return created;
    }

    @Test
    void aPlayerWatchesABrowsersBroadcast() { // P1, P2
        try (Stage.Peer host = one.host("show")) {
            Said created = play(one, host);
            assertTrue(created.answer().body().contains("a=sendonly"));
            assertEquals(
                    422,
                    one.post("paul", ENDPOINT, offer("paul", "sendonly", "audio"))
                            .join()
                            .status());
            assertEquals(
                    422,
                    one.post("paul", ENDPOINT, offer("paul", "inactive", "audio"))
                            .join()
                            .status());
            assertEquals(
                    204,
                    one.patch(
                                    "paul",
                                    created.header("Location"),
                                    created.header("ETag"),
                                    fragment("paul", PASSWORD, "a=" + CANDIDATE))
                            .status());
            host.connected.await("ice-candidate");
            assertEquals(200, one.delete("paul", created.header("Location")).status());
        }
    }

    @Test
    void withoutABroadcastItIsToComeAgain() { // P4
        Said nobody =
                one.post("paul", ENDPOINT, offer("paul", "recvonly", "audio")).join();
        assertEquals(409, nobody.status());
        assertTrue(Integer.parseInt(nobody.header("Retry-After")) > 0);
        try (Stage.Peer host = one.host("show")) {
            CompletableFuture<Said> posted = one.post("paul", ENDPOINT, offer("paul", "recvonly", "audio"));
            host.answer(complete(answer("hans", "inactive", "audio")));
            assertEquals(409, posted.join().status());
            posted = one.post("paul", ENDPOINT, offer("paul", "sendrecv", "audio"));
            assertTrue(host.answer(complete(answer("hans", "sendrecv", "audio")))
                    .path("offer")
                    .path("sdp")
                    .asText()
                    .contains("a=recvonly"));
            assertEquals(409, posted.join().status());
        }
    }

    @Test
    void anEndpointSaysThatItIsOne() { // P5, P6
        Said head = one.node.ask("paul", "HEAD", ENDPOINT, "");
        assertEquals(200, head.status());
        assertEquals("application/sdp", head.header("Content-Type"));
        assertEquals(200, one.node.ask("", "OPTIONS", ENDPOINT, "").status());
    }

    @Test
    void anyNodeTakesWhatComesLater() {
        try (Stage.Peer host = one.host("show")) {
            Said created = play(one, host);
            String resource = created.header("Location");
            String good = fragment("paul", PASSWORD, "a=" + CANDIDATE);
            assertEquals(
                    204,
                    two.patch("paul", resource, created.header("ETag"), good).status());
            host.connected.await("ice-candidate");
            assertEquals(412, two.patch("paul", resource, "\"stale\"", good).status());
            assertEquals(404, two.delete("mallory", resource).status());
            assertEquals(200, two.delete("paul", resource).status());
            assertEquals(404, one.delete("paul", resource).status());
        }
    }

    @Test
    void itGoesOnWithoutTheNodeThatHadIt() {
        try (Stage.Peer host = two.host("show")) {
            Said created = play(one, host);
            String resource = created.header("Location");
            one.node.stopListening();
            String good = fragment("paul", PASSWORD, "a=" + CANDIDATE);
            assertEquals(412, two.patch("paul", resource, "\"stale\"", good).status());
            assertEquals(
                    204,
                    two.patch("paul", resource, created.header("ETag"), good).status());
            host.connected.await("ice-candidate");
            assertEquals(
                    422,
                    two.patch("paul", resource, "*", fragment("pau2", PASSWORD)).status());
            assertEquals(
                    204,
                    two.patch("paul", resource, created.header("ETag"), good).status());
            assertEquals(200, two.delete("paul", resource).status());
            assertEquals(
                    "left", host.connected.await("peer-left").path("reason").asText());
            assertEquals(404, two.delete("paul", resource).status());
        }
    }
}
