package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** WHIP and WHEP over two nodes that share their rooms over Kafka: what one has answered the other takes further, also when the one is killed. */
@Thorough
class WhipNodesIT {

    private static final Clustered cluster = new Clustered();
    private static final String FRAGMENT =
            "a=ice-ufrag:pubu\r\na=ice-pwd:fir73LInt7i4oys9lt20OdiK\r\nm=audio 9 RTP/AVP 0\r\n"
                    + "a=mid:0\r\na=candidate:1 1 udp 2122260223 192.0.2.7 50001 typ host\r\n";

    @RegisterExtension
    static final ServerUnderTest first = cluster.node();

    private final String room = ServerUnderTest.freshRoom();

    enum Side {
        WHIP("host", "sendonly", "recvonly"),
        WHEP("", "recvonly", "sendonly");

        private final String role;
        private final String offered;
        private final String answered;

        Side(String role, String offered, String answered) {
            this.role = role;
            this.offered = offered;
            this.answered = answered;
        }

        String path(String room) {
            return "/v1/" + name().toLowerCase(Locale.ROOT) + "/" + room;
        }

        String token() {
            return first.token(role.isEmpty() ? User.any() : User.with(role));
        }

        /** Somebody at the first node who answers. */
        WireClient whoAnswers(String room) {
            WireClient client = first.connect(Encoding.JSON, User.with("host"));
            client.expect(
                    "joined",
                    this == WHIP
                            ? Frames.join(
                                    room, "pattern", "broadcast", "role", "viewer", "metadata", Map.of("answers", true))
                            : Frames.join(room, "pattern", "broadcast", "role", "host"));
            return client;
        }
    }

    private static HttpResponse<String> ask(
            URI node, String token, String method, String path, String type, String body, String condition) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body));
        if (!condition.isEmpty()) {
            request.header("If-Match", condition);
        }
        return DevelopmentTokens.send(request.build());
    }

    private static HttpResponse<String> patch(URI node, String token, HttpResponse<String> created) {
        return ask(
                node,
                token,
                "PATCH",
                resource(created),
                "application/trickle-ice-sdpfrag",
                FRAGMENT,
                created.headers().firstValue("ETag").orElseThrow());
    }

    private static int delete(URI node, String token, HttpResponse<String> created) {
        return ask(node, token, "DELETE", resource(created), "text/plain", "", "")
                .statusCode();
    }

    private static String resource(HttpResponse<String> created) {
        return created.headers().firstValue("Location").orElseThrow();
    }

    /** An offer at a node, and its answer by who is at the other. */
    private HttpResponse<String> begin(Side side, URI node, String token, WireClient answering) {
        CompletableFuture<HttpResponse<String>> created = CompletableFuture.supplyAsync(() -> ask(
                node,
                token,
                "POST",
                side.path(room),
                "application/sdp",
                Sdp.offer("pubu").text().replace("sendrecv", side.offered),
                ""));
        JsonNode offer = answering.await("offer");
        String answer = Sdp.answer("ansu").text().replace("sendrecv", side.answered)
                + "a=candidate:1 1 udp 2122260223 192.0.2.8 50002 typ host\r\na=end-of-candidates\r\n";
        answering.ack(Frames.answer(answer, "to", offer.path("from").asText()));
        HttpResponse<String> answered = created.join();
        assertEquals(201, answered.statusCode(), answered::body);
        return answered;
    }

    @ParameterizedTest
    @EnumSource
    void whatIsPostedHereIsPatchedAndDeletedThere(Side side) {
        try (ServerProcess second = cluster.process("WhipNodesIT-second-" + side)) {
            Clustered.awaitNodes(first, 2);
            String token = side.token();
            WireClient answering = side.whoAnswers(room);
            HttpResponse<String> created = begin(side, second.url(), token, answering);
            assertEquals(204, patch(first.url(), token, created).statusCode());
            answering.await("ice-candidate");
            assertEquals(200, delete(first.url(), token, created));
            assertEquals("left", answering.await("peer-left").path("reason").asText());
            assertEquals(404, delete(second.url(), token, created));
        }
    }

    @ParameterizedTest
    @EnumSource
    void itGoesOnWhenTheNodeThatHadItIsKilled(Side side) {
        try (ServerProcess dying = cluster.process("WhipNodesIT-dying-" + side)) {
            Clustered.awaitNodes(first, 2);
            String token = side.token();
            WireClient answering = side.whoAnswers(room);
            HttpResponse<String> created = begin(side, dying.url(), token, answering);
            dying.kill();
            Await.until(
                    Duration.ofSeconds(20),
                    () -> patch(first.url(), token, created).statusCode() == 204,
                    () -> patch(first.url(), token, created).body());
            answering.await("ice-candidate");
            assertEquals(200, delete(first.url(), token, created));
            assertEquals("left", answering.await("peer-left").path("reason").asText());
        }
    }
}
