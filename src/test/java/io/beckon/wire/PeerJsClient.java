package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What PeerJS does on its WebSocket, without PeerJS. */
final class PeerJsClient implements WebSocket.Listener, AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder text = new StringBuilder();
    private final String id;
    private final WebSocket socket;
    private volatile boolean outOfReach;

    private PeerJsClient(URI node, String path, String key, String id, String token) {
        this.id = id;
        URI address = URI.create(node.toString().replace("http", "ws") + path + "?key=" + key + "&id=" + id + "&token="
                + token + "&version=1.5.5");
        socket = HTTP.newWebSocketBuilder().buildAsync(address, this).join();
    }

    /** One that asks to be let in. */
    static PeerJsClient ask(URI node, String path, String key, String id, String token) {
        return new PeerJsClient(node, path, key, id, token);
    }

    static PeerJsClient ask(URI node, String id, String token) {
        return ask(node, "/peerjs", "peerjs", id, token);
    }

    /** One that was let in. */
    static PeerJsClient open(URI node, String id, String token) {
        PeerJsClient client = ask(node, id, token);
        assertEquals("OPEN", client.next().path("type").asText());
        return client;
    }

    String id() {
        return id;
    }

    void say(String type, String to, Map<String, Object> payload) {
        say(new String(
                Encoding.JSON.write(Map.of("type", type, "dst", to, "payload", payload)), StandardCharsets.UTF_8));
    }

    void say(String frame) {
        socket.sendText(frame, true).join();
    }

    /** Pings, until they are too many; more may be said than the service hears. */
    void ping(int pings) {
        for (int i = 0; i < pings && !closed.isDone(); i++) {
            socket.sendPing(ByteBuffer.allocate(4))
                    .exceptionally(gone -> socket)
                    .join();
        }
    }

    /** As one message in two fragments. */
    void sayInFragments(String frame) {
        int middle = frame.length() / 2;
        socket.sendText(frame.substring(0, middle), false).join();
        socket.sendText(frame.substring(middle), true).join();
    }

    void offer(String to, String connection, Sdp sdp) {
        say(
                "OFFER",
                to,
                Map.of(
                        "sdp",
                        Map.of("type", "offer", "sdp", sdp.text()),
                        "type",
                        "media",
                        "connectionId",
                        connection,
                        "metadata",
                        Map.of("topic", "weather")));
    }

    void answer(String to, String connection, Sdp sdp) {
        say(
                "ANSWER",
                to,
                Map.of(
                        "sdp",
                        Map.of("type", "answer", "sdp", sdp.text()),
                        "type",
                        "media",
                        "connectionId",
                        connection));
    }

    void candidate(String to, String connection, Map<String, Object> candidate) {
        say("CANDIDATE", to, Map.of("candidate", candidate, "type", "media", "connectionId", connection));
    }

    JsonNode next() {
        JsonNode frame = poll(PATIENCE_SECONDS * 1000);
        assertNotNull(frame, () -> id + " gets nothing");
        return frame;
    }

    /** The next of this type, whatever comes before. */
    JsonNode next(String type) {
        JsonNode frame = next();
        while (!frame.path("type").asText().equals(type)) {
            frame = next();
        }
        return frame;
    }

    /** {@code null}: none comes. */
    JsonNode poll(long millis) {
        try {
            return received.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With which code the service closes it. */
    int closed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Nothing gets through to it any more, nor back, but its connection seems to be there. */
    void outOfReach() {
        outOfReach = true;
    }

    /** As a page does that was closed, or {@code peer.disconnect()}. */
    void leave(int code) {
        socket.sendClose(code, "").join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        if (outOfReach) {
            return null;
        }
        text.append(part);
        if (last) {
            received.add(Encoding.JSON.read(text.toString().getBytes(StandardCharsets.UTF_8)));
            text.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closed.complete(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
    }
}
