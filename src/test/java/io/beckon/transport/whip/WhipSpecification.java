package io.beckon.transport.whip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.transport.signaling.InProcessCluster;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** WHIP at one node: a room for each test, in which somebody publishes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WhipSpecification {

    @AutoClose
    final InProcessCluster cluster = new InProcessCluster();

    final Stage stage = new Stage(cluster);
    String room = "";
    String endpoint = "";

    @BeforeEach
    void enter() {
        room = "whip-" + UUID.randomUUID();
        endpoint = "/v1/whip/" + room;
    }

    /** Somebody publishes, and a viewer answers at once with all its candidates. */
    Said publish(Stage.Peer viewer, String offer, String... media) {
        return stage.publish(viewer, endpoint, offer, media);
    }

    static String location(Said created) {
        assertEquals(201, created.status(), () -> created.answer().body());
        return created.header("Location");
    }

    static void assertIsForLater(int status, Said said) {
        assertEquals(status, said.status(), () -> said.answer().body());
        assertTrue(Integer.parseInt(said.header("Retry-After")) > 0);
        assertEquals("application/problem+json", said.header("Content-Type"));
    }

    /** What a viewer says of a connection is the end of who publishes, if it stays so for long. */
    void reportAndWatch(Stage.Peer viewer, String alice, String state) {
        viewer.say(new JsonObject()
                .put("type", "connection-state")
                .put("id", "report")
                .put("peer", alice)
                .put("state", state));
        JsonNode reply = viewer.connected.await("ack");
        while (!reply.path("id").asText().equals("report")) {
            reply = viewer.connected.await("ack");
        }
        stage.resources.watch();
        stage.node.later.addAndGet(Stage.PATIENCE.plusSeconds(1).toNanos());
        stage.resources.watch();
        assertEquals(alice, viewer.connected.await("peer-left").path("peer").asText());
    }
}
