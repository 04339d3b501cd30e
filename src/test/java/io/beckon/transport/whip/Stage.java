package io.beckon.transport.whip;

import static io.beckon.transport.whip.Broadcasts.answer;
import static io.beckon.transport.whip.Broadcasts.complete;
import static io.beckon.transport.whip.Broadcasts.offer;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.identity.AccessPolicy;
import io.beckon.sdp.CandidatePolicy;
import io.beckon.sdp.Cidr;
import io.beckon.tracing.NoTracing;
import io.beckon.tracing.Tracing;
import io.beckon.transport.Rates;
import io.beckon.transport.signaling.InProcessCluster;
import io.beckon.transport.signaling.SignalingNode;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A node with WHIP and WHEP, and those who answer there. */
final class Stage {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    static final Duration LEASE = Duration.ofHours(12);
    static final Duration VALIDITY = Duration.ofSeconds(30);

    /** The same endpoints below another path: where candidates need no condition, where each resource may be asked once, and where a policy denies {@link #DENIED}. */
    static final String LENIENT = "/lenient";

    static final String BUSY = "/busy";
    static final String STRICT = "/strict";

    static final String DENIED = Broadcasts.CANDIDATE.replace("192.0.2.7", "192.168.1.7");

    final SignalingNode node;
    private final Vertx vertx;
    final Resources resources;

    Stage(InProcessCluster cluster) {
        this(cluster, NoTracing.NO_TRACING);
    }

    Stage(InProcessCluster cluster, Tracing tracing) {
        vertx = cluster.vertx;
        node = new SignalingNode(cluster, tracing);
        resources = new Resources(
                vertx,
                node.polled,
                node.node.follower,
                () -> System.nanoTime() + node.later.get(),
                new Resources.Life(PATIENCE, LEASE, VALIDITY));
        Rates unlimited = new Rates(0, 1, System::nanoTime);
        CandidatePolicy strict = new CandidatePolicy(List.of(Cidr.parse("192.168.0.0/16")), List.of(), false);
        routes(unlimited, CandidatePolicy.OPEN, false).mount(node.router);
        routes(unlimited, CandidatePolicy.OPEN, true).mount(below(LENIENT));
        routes(new Rates(0.001, 1, System::nanoTime), CandidatePolicy.OPEN, false)
                .mount(below(BUSY));
        routes(unlimited, strict, false).mount(below(STRICT));
    }

    private Router below(String path) {
        Router router = Router.router(vertx);
        node.router.route(path + "/*").subRouter(router);
        return router;
    }

    private WhipRoutes routes(Rates rates, CandidatePolicy candidates, boolean isLenient) {
        return new WhipRoutes(
                node.gate,
                node.polled,
                node.routes.arrival(),
                resources,
                node.node.follower,
                AccessPolicy.BY_TOKEN,
                new WhipRoutes.Rules(rates, candidates, isLenient));
    }

    CompletableFuture<Said> post(String user, String path, String offer) {
        return node.begin(user, "POST", path, offer, "Content-Type", "application/sdp")
                .orTimeout(20, TimeUnit.SECONDS);
    }

    /** Somebody publishes, and who has said so answers at once with all its candidates. */
    Said publish(Peer answering, String endpoint, String offer, String... media) {
        CompletableFuture<Said> posted = post("alice+host", endpoint, offer);
        answering.answer(complete(answer("vera", "recvonly", media)));
        return posted.join();
    }

    /** Somebody plays what a host sends, who answers at once with all its candidates. */
    Said play(Peer host, String room) {
        CompletableFuture<Said> posted = post("paul", "/v1/whep/" + room, offer("paul", "recvonly", "audio", "video"));
        host.answer(complete(answer("hans", "sendonly", "audio", "video")));
        Said created = posted.join();
        assertEquals(201, created.status(), () -> created.answer().body());
        return created;
    }

    Said patch(String user, String resource, String tag, String fragment) {
        return beginPatch(user, resource, tag, fragment)
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    CompletableFuture<Said> beginPatch(String user, String resource, String tag, String fragment) {
        return node.begin(
                user, "PATCH", resource, fragment, "Content-Type", "application/trickle-ice-sdpfrag", "If-Match", tag);
    }

    Said delete(String user, String resource) {
        return node.ask(user, "DELETE", resource, "");
    }

    /** Somebody with a WebSocket, in a room. */
    final class Peer implements AutoCloseable {

        final SignalingNode.Connected connected;
        final String peer;
        private final String room;

        Peer(String user, String room, String pattern, String role, String metadata) {
            this.room = room;
            connected = node.new Connected(user);
            connected.send("{'type':'join','id':'j','room':'%s','pattern':'%s','role':'%s','metadata':%s}"
                    .formatted(room, pattern, role, metadata));
            peer = connected.await("joined").path("self").path("peer").asText();
        }

        /** Takes an offer, and answers it. @return the offer */
        JsonNode answer(String sdp) {
            JsonNode offer = connected.await("offer");
            say(new JsonObject()
                    .put("type", "answer")
                    .put("to", offer.path("from").asText())
                    .put("answer", new JsonObject().put("type", "answer").put("sdp", sdp)));
            return offer;
        }

        void candidate(String to, String candidate) {
            say(new JsonObject()
                    .put("type", "ice-candidate")
                    .put("to", to)
                    .put(
                            "candidate",
                            new JsonObject().put("candidate", candidate).put("sdpMid", "0")));
        }

        void say(JsonObject frame) {
            if (!frame.containsKey("id")) {
                frame.put("id", Long.toString(System.nanoTime()));
            }
            connected.send(frame.put("room", room).encode());
        }

        @Override
        public void close() {
            connected.close();
        }
    }

    Peer viewer(String room) {
        return new Peer("vera+host", room, "broadcast", "viewer", "{'answers':true}");
    }

    Peer host(String room) {
        return new Peer("hans+host", room, "broadcast", "host", "{}");
    }
}
