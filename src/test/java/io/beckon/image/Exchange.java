package io.beckon.image;

import io.beckon.wire.DevelopmentTokens;
import io.beckon.wire.User;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Two users meet in a room, and one hears what the other says: the least that shows that a service works. */
final class Exchange {

    private static final int PATIENCE_SECONDS = 20;

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;

    private Exchange(URI service) {
        String token = DevelopmentTokens.issue(service, User.any());
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols(
                        "signaling.v1.json",
                        URLEncoder.encode("quarkus-http-upgrade#Authorization#Bearer " + token, StandardCharsets.UTF_8)
                                .replace("+", "%20"))
                .buildAsync(URI.create("ws://" + service.getAuthority() + "/v1/ws"), new Receiver())
                .join();
        await("welcome");
    }

    /** Fails unless it works. */
    static void happensAt(URI service) {
        String room = "room-" + UUID.randomUUID();
        Exchange alice = new Exchange(service);
        Exchange bob = new Exchange(service);
        try {
            bob.send("{\"type\":\"join\",\"room\":\"" + room + "\"}");
            bob.await("joined");
            alice.send("{\"type\":\"join\",\"room\":\"" + room + "\"}");
            alice.await("joined");
            alice.send("{\"type\":\"message\",\"room\":\"" + room + "\",\"id\":\"1\",\"data\":\"can you hear me\"}");
            String heard = bob.await("message");
            if (!heard.contains("can you hear me")) {
                throw new AssertionError(heard);
            }
        } finally {
            alice.socket.abort();
            bob.socket.abort();
        }
    }

    private void send(String frame) {
        socket.sendText(frame, true).join();
    }

    private String await(String type) {
        try {
            for (String frame = next(); frame != null; frame = next()) {
                if (frame.contains("\"type\":\"" + type + "\"")) {
                    return frame;
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new AssertionError("no frame " + type);
    }

    private String next() throws InterruptedException {
        return frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private final class Receiver implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean isLast) {
            text.append(part);
            if (isLast) {
                frames.add(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
