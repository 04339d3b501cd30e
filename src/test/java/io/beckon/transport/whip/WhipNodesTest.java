package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.obs;
import static io.beckon.transport.whip.Broadcasts.offer;
import static io.beckon.transport.whip.WhipSpecification.assertIsForLater;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.transport.signaling.InProcessCluster;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Resources of WHIP and WHEP at another node of two that share one log. */
class WhipNodesTest {

    private static final String PUBLISH = "/v1/whip/show";

    @AutoClose
    private final InProcessCluster cluster = new InProcessCluster();

    private final Stage one = new Stage(cluster);
    private final Stage two = new Stage(cluster);

    @Test
    void anyNodeTakesWhatComesLater() {
        try (Stage.Peer host = one.host("show")) {
            Said created = one.play(host, "show");
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
            Said created = one.play(host, "show");
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

    /** As a node that takes a resource over finds it. */
    @Test
    void theTagOfBeforeIsKnownElsewhereAfterARestartThatFailed() { // W19, W11
        try (Stage.Peer viewer = two.viewer("show")) {
            Said created = one.publish(viewer, PUBLISH, offer("alic", "sendonly", "audio"), "audio");
            String resource = created.header("Location");
            CompletableFuture<Said> restarted = one.beginPatch("alice+host", resource, "*", fragment("newu", PASSWORD));
            String alice = viewer.connected.await("offer").path("from").asText();
            viewer.say(new JsonObject().put("type", "reject").put("to", alice));
            assertEquals(422, restarted.join().status());
            one.node.stopListening();
            String good = fragment("alic", PASSWORD, "a=" + CANDIDATE);
            assertEquals(
                    204,
                    two.patch("alice+host", resource, created.header("ETag"), good)
                            .status());
            viewer.connected.await("ice-candidate");
        }
    }

    @Test
    void aNodeThatIsFullSaysSo() { // W29, W28
        try (Stage.Peer viewer = two.viewer("show")) {
            Said created = one.publish(viewer, PUBLISH, offer("alic", "sendonly", "audio"), "audio");
            String resource = created.header("Location");
            one.node.stopListening();
            two.node.isFull = true;
            assertIsForLater(503, two.post("bob+host", PUBLISH, obs()).join());
            String good = fragment("alic", PASSWORD, "a=" + CANDIDATE);
            assertIsForLater(503, two.patch("alice+host", resource, created.header("ETag"), good));
            assertIsForLater(503, two.delete("alice+host", resource));
        }
    }
}
