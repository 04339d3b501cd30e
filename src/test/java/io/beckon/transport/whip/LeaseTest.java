package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.CANDIDATE;
import static io.beckon.transport.whip.Broadcasts.PASSWORD;
import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.fragment;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.transport.signaling.InProcessCluster;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long a place lasts of which nobody says anything. */
class LeaseTest { // W34

    private static final Duration MOST_OF_IT = Stage.LEASE.minusHours(1);

    @AutoClose
    private final InProcessCluster cluster = new InProcessCluster();

    private final Stage stage = new Stage(cluster);

    @AutoClose
    private final Stage.Peer viewer = stage.viewer("show");

    private String alice;
    private String resource;
    private String tag;

    @BeforeEach
    void publish() {
        CompletableFuture<Said> posted = stage.post("alice+host", "/v1/whip/show", offer("alic", "sendonly", "audio"));
        alice = viewer.answer(complete(answer("vera", "recvonly", "audio")))
                .path("from")
                .asText();
        resource = posted.join().header("Location");
        tag = posted.join().header("ETag");
    }

    private void pass(Duration time) {
        stage.node.later.addAndGet(time.toNanos());
        stage.resources.watch();
    }

    /** It still speaks. Of its two frames the first is behind the look at it, and the second behind its leaving, if that came of it. */
    private void assertStays(String usernameFragment) {
        for (int i = 0; i < 2; i++) {
            String candidate = fragment(usernameFragment, PASSWORD, "a=" + CANDIDATE);
            assertEquals(
                    204, stage.patch("alice+host", resource, tag, candidate).status());
            assertEquals(
                    alice, viewer.connected.await("ice-candidate").path("from").asText());
        }
    }

    private int get() {
        return stage.node.ask("alice+host", "GET", resource, "").status();
    }

    @Test
    void aPlaceOfWhichNobodySaysAnythingEnds() {
        pass(Stage.LEASE.plusSeconds(1));
        assertEquals(alice, viewer.connected.await("peer-left").path("peer").asText());
        assertEquals(404, get());
    }

    @Test
    void anyRequestRenewsIt() {
        pass(MOST_OF_IT);
        assertEquals(204, get());
        pass(MOST_OF_IT);
        assertStays("alic");
    }

    /** Who has said that media flow says when they do no more; after a restart there may be nothing new to say. */
    @Test
    void itNeedsNoLeaseWhereWhoAnsweredWatches() {
        viewer.say(new JsonObject()
                .put("type", "connection-state")
                .put("id", "report")
                .put("peer", alice)
                .put("state", "connected"));
        while (!viewer.connected.await("ack").path("id").asText().equals("report")) {
            // another one
        }
        pass(Stage.LEASE.plusSeconds(1));
        assertStays("alic");
        CompletableFuture<Said> restarted = stage.beginPatch("alice+host", resource, "*", fragment("newu", PASSWORD));
        viewer.answer(complete(answer("ver2", "recvonly", "audio")));
        assertEquals(200, restarted.join().status());
        tag = restarted.join().header("ETag");
        pass(Stage.LEASE.plusSeconds(1));
        assertStays("newu");
    }
}
