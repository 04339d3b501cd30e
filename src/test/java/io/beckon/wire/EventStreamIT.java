package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section 6: server-sent events, as they are on the wire. */
class EventStreamIT {

    private static final int TOKEN_SECONDS = 3;
    private static final int COMMENT_SECONDS = 15;
    private static final int MESSAGES = 400;
    private static final String LONG_TEXT = "x".repeat(12_000);

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.limits.bytes-per-second", "0");

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void aStreamWithNothingToSayHasACommentNowAndThen() {
        User user = User.any();
        try (Stream stream = new Stream(Poller.join(server.url(), server.token(user), room), server.token(user), "")) {
            assertEquals(":", stream.line(), "at the start");
            long begun = System.nanoTime();
            assertEquals(":", stream.line());
            Duration silence = Duration.ofNanos(System.nanoTime() - begun);
            assertTrue(silence.toSeconds() <= COMMENT_SECONDS + 1, silence::toString);
        }
    }

    @Test
    void aStreamEndsWithItsTokenAndGoesOnWithAnother() {
        User user = User.any();
        WireClient other = server.connect(Encoding.JSON);
        other.join(room);
        String token = server.token(user.ttlSeconds(TOKEN_SECONDS));
        Poller poller = Poller.join(server.url(), token, room);
        String last = "";
        try (Stream stream = new Stream(poller, token, "")) {
            for (Event event = stream.event(); event != null; event = stream.event()) {
                last = event.id();
            }
        }
        assertEquals(
                401,
                poller.request(server.url(), "GET", "/v1/messages", "").statusCode(),
                "the token of before is not good any more");

        other.ack(Frames.message("still there?"));
        try (Stream stream = new Stream(poller, server.token(user), last)) {
            Event event = stream.event();
            assertEquals("message", event == null ? "the end" : event.type());
            assertEquals("still there?", event.data().path("data").asText());
        }
    }

    @Test
    void whoReadsSlowlyHoldsNobodyUpAndMissesNothing() {
        User user = User.any();
        Poller slow = Poller.join(server.url(), server.token(user), room);
        WireClient other = server.connect(Encoding.JSON);
        try (Stream stream = new Stream(slow, server.token(user), "")) {
            assertEquals(":", stream.line());
            other.join(room);
            for (int number = 1; number <= MESSAGES; number++) {
                other.ack(Frames.message(Frames.object("number", number, "text", LONG_TEXT)));
            }

            List<Integer> numbers = new ArrayList<>();
            while (numbers.size() < MESSAGES) {
                Event event = stream.event();
                if (event == null) {
                    throw new AssertionError("the stream has ended after " + numbers.size());
                }
                if (event.type().equals("message")) {
                    numbers.add(event.data().path("data").path("number").asInt());
                }
            }
            assertEquals(IntStream.rangeClosed(1, MESSAGES).boxed().toList(), numbers);
        }
    }

    private record Event(String id, String type, JsonNode data) {}

    /** A stream, of which nothing is read but by this. */
    private static final class Stream implements AutoCloseable {

        private static final Pattern CHUNK = Pattern.compile("[0-9a-f]+");
        private static final int SMALL_BUFFER = 4096;
        private static final int PATIENCE_MS = 30_000;

        private final Socket socket = new Socket();
        private final BufferedReader reader;

        Stream(Poller poller, String token, String lastEventId) {
            try {
                socket.setReceiveBufferSize(SMALL_BUFFER);
                socket.setSoTimeout(PATIENCE_MS);
                socket.connect(new InetSocketAddress(
                        server.url().getHost(), server.url().getPort()));
                String head = RawRequest.head(server.url(), "GET /v1/messages") + "Accept: text/event-stream\r\n"
                        + "Authorization: Bearer " + token + "\r\nSignaling-Session: " + poller.session() + "."
                        + poller.secret() + "\r\n"
                        + (lastEventId.isEmpty() ? "" : "Last-Event-ID: " + lastEventId + "\r\n") + "\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
                    assertTrue(!line.startsWith("HTTP") || line.contains("200"), line);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next line that is not empty; {@code null} at the end. Chunks end with lines, so their sizes are lines, too. */
        @Nullable String line() {
            try {
                String line = reader.readLine();
                while (line != null && (line.isEmpty() || CHUNK.matcher(line).matches())) {
                    line = line.equals("0") ? null : reader.readLine();
                }
                return line;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** The next event; {@code null} at the end. */
        @Nullable Event event() {
            String id = "";
            String type = "";
            for (String line = line(); line != null; line = line()) {
                if (line.startsWith("id: ")) {
                    id = line.substring("id: ".length());
                } else if (line.startsWith("event: ")) {
                    type = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    byte[] data = line.substring("data: ".length()).getBytes(StandardCharsets.UTF_8);
                    return new Event(id, type, Encoding.JSON.read(data));
                }
            }
            return null;
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
