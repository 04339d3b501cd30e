package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.log.InProcessRoomLog;
import io.beckon.transport.signaling.SignalingNode;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** WHIP at one node: a room for each test, in which somebody publishes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WhipSpecification {

    final Vertx vertx = Vertx.vertx();
    final Stage stage = new Stage(vertx, new InProcessRoomLog(4, 1 << 24), SignalingNode.nodes());
    String room = "";
    String endpoint = "";

    @BeforeEach
    void enter() {
        room = "whip-" + UUID.randomUUID();
        endpoint = "/v1/whip/" + room;
    }

    @AfterAll
    void stop() {
        stage.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Somebody publishes, and a viewer answers at once with all its candidates. */
    Said publish(Stage.Peer viewer, String offer, String... media) {
        CompletableFuture<Said> posted = stage.post("alice+host", endpoint, offer);
        viewer.answer(complete(answer("vera", "recvonly", media)));
        return posted.join();
    }

    static String location(Said created) {
        assertEquals(201, created.status(), () -> created.answer().body());
        return created.header("Location");
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
