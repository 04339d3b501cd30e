package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.cluster.Await;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What administrators see as it happens, over a WebSocket. What they may see is in {@link AdminRightsIT}. */
class AdminLiveIT {

    private static final String SUBPROTOCOL = "beckon.admin.v1";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void itTellsWhatChangesAndWhatHappensInARoom() {
        String room = ServerUnderTest.freshRoom();
        Onlooker onlooker = Onlooker.of("?room=" + room, server.token(User.with("administer")));
        assertEquals(1, onlooker.next("change").at("/data/nodes").asInt());
        WireClient client = server.connect(Encoding.JSON);
        client.join(room);
        JsonNode news = onlooker.next("room");
        assertEquals(client.peer(), news.at("/data/events/0/from").asText(), news::toString);
        assertEquals(news.at("/data/next").asText(), news.path("id").asText());
        Onlooker later = Onlooker.of(
                "?room=" + room + "&after=" + news.path("id").asText(), server.token(User.with("administer")));
        client.send(Map.of("type", "leave"));
        JsonNode further = later.next("room");
        assertEquals("peer-left", further.at("/data/events/0/type").asText(), further::toString);
    }

    @Test
    void whoeverMayNotIsRefusedBeforeItIsOpen() {
        assertEquals(401, answer("/live", "nonsense").status());
        assertEquals(403, answer("/live", server.token(User.with("moderator"))).status());
        String admin = server.token(User.with("administer"));
        assertEquals(400, answer("/live?after=x", admin).status());
        assertEquals(404, answer("/live?room=" + "x".repeat(300), admin).status());
        assertEquals(
                400,
                UpgradeRequest.to(server.url())
                        .target("/v1/admin/live")
                        .token(admin)
                        .subprotocols(SUBPROTOCOL, offered(admin))
                        .answer()
                        .status(),
                "two tokens");
        assertEquals(
                403,
                UpgradeRequest.to(server.url())
                        .target("/v1/admin/live")
                        .origin("https://evil.example")
                        .subprotocols(SUBPROTOCOL, offered(admin))
                        .answer()
                        .status());
    }

    @Test
    void asServerSentEventsNoProxyKeepsItBack() throws Exception {
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(AdminApi.of(server).request("/live").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream events = stream.body()) {
            assertEquals(200, stream.statusCode());
            assertEquals("no", stream.headers().firstValue("X-Accel-Buffering").orElse("not said"));
            assertTrue(events.read() >= 0);
        }
    }

    @Test
    void itEndsWithTheTokenAndWithTheRight() {
        Onlooker brief = Onlooker.of("", server.token(User.with("administer").ttlSeconds(3)));
        User user = User.with("administer");
        Onlooker sentAway = Onlooker.of("", server.token(user));
        sentAway.next("change");
        assertEquals(
                204,
                AdminApi.of(server)
                        .post("/users/" + AdminApi.segment(user.id()) + "/disconnect", Map.of("reason", "x"))
                        .statusCode());
        assertEquals(4001, sentAway.closed());
        assertEquals(4001, brief.closed());
    }

    @Test
    void aUserHasAShareAndPlacesComeBack() {
        User user = User.with("administer");
        List<Onlooker> onlookers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            onlookers.add(Onlooker.of("", server.token(user)));
            onlookers.getLast().next("change");
        }
        assertEquals(503, answer("/live", server.token(user)).status());
        onlookers.getFirst().socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        onlookers.getFirst().closed();
        Await.until(
                Duration.ofSeconds(10),
                () -> Onlooker.of("", server.token(user)).isToldSomething(),
                () -> "what has ended counts no more");
    }

    @Test
    void thereIsNothingToSay() {
        Onlooker onlooker = Onlooker.of("", server.token(User.with("administer")));
        onlooker.socket.sendText("{}", true).join();
        assertEquals(1008, onlooker.closed());
    }

    private static HttpAnswer answer(String path, String token) {
        return UpgradeRequest.to(server.url())
                .target("/v1/admin" + path)
                .subprotocols(SUBPROTOCOL, offered(token))
                .answer();
    }

    private static String offered(String token) {
        return "quarkus-http-upgrade#Authorization#Bearer%20" + token;
    }

    /** One who looks on, and closes nothing by itself. */
    private static final class Onlooker implements WebSocket.Listener {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        private final LinkedBlockingQueue<JsonNode> news = new LinkedBlockingQueue<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();
        private WebSocket socket;

        static Onlooker of(String query, String token) {
            Onlooker onlooker = new Onlooker();
            onlooker.socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols(SUBPROTOCOL)
                    .header("Authorization", "Bearer " + token)
                    .buildAsync(
                            URI.create(server.url().toString().replaceFirst("http", "ws") + "/v1/admin/live" + query),
                            onlooker)
                    .join();
            assertEquals(SUBPROTOCOL, onlooker.socket.getSubprotocol());
            return onlooker;
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    news.add(JSON.readTree(text.toString()));
                } catch (JsonProcessingException e) {
                    closed.completeExceptionally(e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        private JsonNode next(long deadline) {
            try {
                JsonNode next = news.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertTrue(next != null, "nothing is told");
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        JsonNode next(String event) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            JsonNode next = next(deadline);
            while (!next.path("event").asText().equals(event)) {
                next = next(deadline);
            }
            return next;
        }

        int closed() {
            return closed.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }

        /** @return false if it was closed instead */
        boolean isToldSomething() {
            Await.until(PATIENCE, () -> closed.isDone() || !news.isEmpty(), () -> "it is told something, or closed");
            return !news.isEmpty();
        }
    }
}
