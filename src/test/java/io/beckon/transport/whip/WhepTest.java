package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.transport.signaling.InProcessCluster;
import io.beckon.transport.signaling.SignalingNode.Said;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** WHEP, where those who play make the offers. */
class WhepTest {

    private static final String ENDPOINT = "/v1/whep/show";

    @AutoClose
    private final InProcessCluster cluster = new InProcessCluster();

    private final Stage stage = new Stage(cluster);

    @Test
    void aPlayerWatchesABrowsersBroadcast() { // P1, P2
        try (Stage.Peer host = stage.host("show")) {
            Said created = stage.play(host, "show");
            assertTrue(created.answer().body().contains("a=sendonly"));
            assertEquals(
                    422,
                    stage.post("paul", ENDPOINT, offer("paul", "sendonly", "audio"))
                            .join()
                            .status());
            assertEquals(
                    422,
                    stage.post("paul", ENDPOINT, offer("paul", "inactive", "audio"))
                            .join()
                            .status());
            assertEquals(
                    204,
                    stage.patch(
                                    "paul",
                                    created.header("Location"),
                                    created.header("ETag"),
                                    fragment("paul", PASSWORD, "a=" + CANDIDATE))
                            .status());
            host.connected.await("ice-candidate");
            assertEquals(200, stage.delete("paul", created.header("Location")).status());
        }
    }

    @Test
    void withoutABroadcastItIsToComeAgain() { // P4
        Said nobody =
                stage.post("paul", ENDPOINT, offer("paul", "recvonly", "audio")).join();
        assertEquals(409, nobody.status());
        assertTrue(Integer.parseInt(nobody.header("Retry-After")) > 0);
        try (Stage.Peer host = stage.host("show")) {
            CompletableFuture<Said> posted = stage.post("paul", ENDPOINT, offer("paul", "recvonly", "audio"));
            host.answer(complete(answer("hans", "inactive", "audio")));
            assertEquals(409, posted.join().status());
            posted = stage.post("paul", ENDPOINT, offer("paul", "sendrecv", "audio"));
            assertTrue(host.answer(complete(answer("hans", "sendrecv", "audio")))
                    .path("offer")
                    .path("sdp")
                    .asText()
                    .contains("a=recvonly"));
            assertEquals(409, posted.join().status());
        }
    }

    /** What a room's name makes the node find out is charged, whatever comes of it. */
    @Test
    void roomsThatAreMadeUpCannotBeTriedWithoutEnd() {
        stage.node.standStill();
        int tried = 0;
        Said said;
        do {
            said = stage.node.ask("tina", "POST", "/v1/whep/made-up-" + tried++, "");
        } while (said.status() != 429 && tried < 2000);

        assertEquals(429, said.status());
        assertTrue(tried > 200, "a burst is allowed");
        assertTrue(Integer.parseInt(said.header("Retry-After")) > 0);
        assertEquals(409, stage.node.ask("otto", "POST", "/v1/whep/made-up", "").status(), "others are not in its way");
    }

    @Test
    void resourcesThatAreMadeUpCannotBeTriedWithoutEnd() {
        String path = Stage.BUSY + ENDPOINT + "/";
        assertEquals(
                404, stage.node.ask("tina", "DELETE", path + "a".repeat(22), "").status());
        assertEquals(
                429, stage.node.ask("tina", "DELETE", path + "b".repeat(22), "").status());
        assertEquals(
                404, stage.node.ask("otto", "DELETE", path + "b".repeat(22), "").status());
    }

    @Test
    void anEndpointSaysThatItIsOne() { // P5, P6
        Said head = stage.node.ask("paul", "HEAD", ENDPOINT, "");
        assertEquals(200, head.status());
        assertEquals("application/sdp", head.header("Content-Type"));
        assertEquals(200, stage.node.ask("", "OPTIONS", ENDPOINT, "").status());
    }
}
