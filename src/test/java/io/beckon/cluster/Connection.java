package io.beckon.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.wire.Encoding;
import io.beckon.wire.HttpAnswer;
import io.beckon.wire.RawWebSocket;
import io.beckon.wire.RawWebSocket.Frame;
import io.beckon.wire.UpgradeRequest;
import io.beckon.wire.User;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One socket to one node. One thread reads; any may write. */
final class Connection {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    private final RawWebSocket socket;
    private final Encoding encoding;
    private volatile int closeCode;

    private Connection(RawWebSocket socket, Encoding encoding) {
        this.socket = socket;
        this.encoding = encoding;
    }

    /** The node does not want it now. */
    static final class NotNow extends IOException {
        private static final long serialVersionUID = 1;

        final int status;
        final Duration retryAfter;

        NotNow(HttpAnswer answer) {
            super("the upgrade was answered " + answer);
            status = answer.status();
            retryAfter = Duration.ofSeconds(
                    answer.header("Retry-After").map(Long::parseLong).orElse(1L));
        }
    }

    /** @param patience after so much silence the connection counts as dead */
    static Connection open(URI node, User user, Encoding encoding, Duration patience) throws IOException {
        AtomicReference<HttpAnswer> refused = new AtomicReference<>();
        RawWebSocket socket = UpgradeRequest.to(node)
                .token(token(node, user))
                .subprotocols(encoding.subprotocol())
                .readTimeout(patience)
                .open(refused::set);
        if (socket == null) {
            throw new NotNow(refused.get());
        }
        return new Connection(socket, encoding);
    }

    private static String token(URI node, User user) throws IOException {
        String body = JSON.writeValueAsString(Map.of("user", user.id(), "name", user.name(), "roles", user.roles()));
        HttpRequest request = HttpRequest.newBuilder(node.resolve("/development/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IOException("no token: " + response.statusCode());
            }
            return JSON.readTree(response.body()).path("access_token").asText();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** False when the connection is gone. */
    boolean send(Map<String, Object> frame) {
        try {
            socket.send(Frame.of(encoding.opcode(), encoding.write(frame)));
            return true;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** The next frame of the protocol; {@code null} at the end, and then there is a close code. */
    @Nullable JsonNode read() {
        try {
            return next();
        } catch (UncheckedIOException | AssertionError e) {
            return ended(1006);
        }
    }

    private @Nullable JsonNode next() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (Frame frame = socket.read(); frame != null; frame = socket.read()) {
            switch (frame.opcode()) {
                case RawWebSocket.CLOSE -> {
                    socket.send(frame);
                    return ended(RawWebSocket.closeCode(frame));
                }
                case RawWebSocket.PING -> socket.send(Frame.of(RawWebSocket.PONG, frame.payload()));
                case RawWebSocket.PONG -> {}
                default -> {
                    message.writeBytes(frame.payload());
                    if (frame.fin()) {
                        return encoding.read(message.toByteArray());
                    }
                }
            }
        }
        return ended(1006);
    }

    /** 1006 when there was none. */
    int closeCode() {
        return closeCode;
    }

    /** Ends TCP without a word, so that the session keeps its places. */
    void vanish() {
        socket.close();
    }

    /** Gives up all places of the session. */
    void sayGoodbye() {
        try {
            socket.send(Frame.close(1000, ""));
        } catch (UncheckedIOException e) {
            // It was gone already.
        }
    }

    private @Nullable JsonNode ended(int code) {
        closeCode = code;
        socket.close();
        return null;
    }
}
