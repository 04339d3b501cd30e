package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that signals by requests, each to whatever node. It reads on from where it is, and remembers what it has got. */
final class Poller {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String token;
    private final List<JsonNode> received = new ArrayList<>();
    private String session = "";
    private String secret = "";
    private JsonNode joined = Encoding.JSON.read("{}".getBytes(StandardCharsets.UTF_8));
    private String cursor = "";

    private Poller(String token) {
        this.token = token;
    }

    /** One that joins a room at a node. */
    static Poller join(URI node, String token, String room) {
        Poller poller = new Poller(token);
        HttpResponse<String> answer =
                poller.request(node, "POST", "/v1/rooms/" + room + "/participants", "{\"type\":\"join\"}");
        assertEquals(201, answer.statusCode(), answer::body);
        JsonNode body = tree(answer);
        poller.session = body.path("session").asText();
        poller.secret = body.path("secret").asText();
        poller.joined = body.path("joined");
        return poller;
    }

    String session() {
        return session;
    }

    String secret() {
        return secret;
    }

    String peer() {
        return joined.path("self").path("peer").asText();
    }

    String cursor() {
        return cursor;
    }

    List<JsonNode> received() {
        return List.copyOf(received);
    }

    List<Integer> numbers() {
        return received.stream()
                .filter(frame -> frame.path("type").asText().equals("message"))
                .map(frame -> frame.path("data").asInt())
                .toList();
    }

    JsonNode post(URI node, Map<String, Object> frame) {
        HttpResponse<String> answer =
                request(node, "POST", "/v1/messages", new String(Encoding.JSON.write(frame), StandardCharsets.UTF_8));
        assertEquals(202, answer.statusCode(), answer::body);
        return tree(answer);
    }

    /** Takes what there is after what it has got; waits for it for so long. */
    Poller read(URI node, int waitSeconds) {
        String after = cursor.isEmpty() ? "" : "&after=" + cursor;
        HttpResponse<String> answer = request(node, "GET", "/v1/messages?waitSeconds=" + waitSeconds + after, "");
        assertEquals(200, answer.statusCode(), answer::body);
        JsonNode body = tree(answer);
        body.path("messages").forEach(received::add);
        cursor = body.path("next").asText();
        return this;
    }

    HttpResponse<String> request(URI node, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(node.resolve(path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.header("Signaling-Session", session + "." + secret);
        }
        return DevelopmentTokens.send(request.build());
    }

    private static JsonNode tree(HttpResponse<String> answer) {
        return Encoding.JSON.read(answer.body().getBytes(StandardCharsets.UTF_8));
    }
}
