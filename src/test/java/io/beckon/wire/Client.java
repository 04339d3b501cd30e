package io.beckon.wire;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A client as tests speak of it. Frames that it gets wait, in order, until a test takes them: {@code await} and {@code request} take
 * the first that fits and leave the rest.
 */
abstract class Client {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicLong ids = new AtomicLong();

    private final String user;
    private final List<JsonNode> received = new ArrayList<>();
    private final List<JsonNode> waiting = new ArrayList<>();
    private @Nullable Integer closeCode;

    Client(String user) {
        this.user = user;
    }

    abstract Client send(Map<String, Object> frame);

    /** Returns when more may have come, on this object's monitor; false when nothing will until the deadline. */
    abstract boolean pause(long deadline);

    /** Says goodbye, which gives up all rooms at once. */
    abstract void close();

    /** Ends the connection without a word. */
    abstract void vanish();

    String user() {
        return user;
    }

    JsonNode welcome() {
        return received("welcome").getFirst();
    }

    String session() {
        return welcome().path("session").asText();
    }

    String secret() {
        return welcome().path("secret").asText();
    }

    /** Its own id in the room that it joined last. */
    String peer() {
        return received("joined").getLast().path("self").path("peer").asText();
    }

    /** Its own id in this room. */
    String peer(String room) {
        return received("joined").stream()
                .filter(joined -> joined.path("room").asText().equals(room))
                .toList()
                .getLast()
                .path("self")
                .path("peer")
                .asText();
    }

    /** Sends the frame, with an {@code id} if it has none, and awaits the reply to it. */
    JsonNode request(Map<String, Object> frame) {
        Map<String, Object> identified = new LinkedHashMap<>(frame);
        String id = (String) identified.computeIfAbsent("id", key -> freshId());
        send(identified);
        return reply(id);
    }

    static String freshId() {
        return "r" + ids.incrementAndGet();
    }

    JsonNode reply(String id) {
        return await(frame -> id.equals(frame.path("id").asText(null)), "a reply to " + id);
    }

    JsonNode expect(String replyType, Map<String, Object> frame) {
        JsonNode reply = request(frame);
        assertEquals(replyType, reply.path("type").asText(), () -> "to " + frame.get("type") + ": " + shorten(reply));
        return reply;
    }

    JsonNode ack(Map<String, Object> frame) {
        return expect("ack", frame);
    }

    JsonNode join(String room, Object... more) {
        return expect("joined", Frames.join(room, more));
    }

    JsonNode refused(String code, Map<String, Object> frame) {
        JsonNode error = expect("error", frame);
        assertEquals(code, error.path("code").asText(), error::toString);
        return error;
    }

    JsonNode await(String type) {
        return await(frame -> frame.path("type").asText().equals(type), type);
    }

    JsonNode await(Predicate<JsonNode> wanted, String description) {
        return await(wanted, description, PATIENCE);
    }

    synchronized JsonNode await(Predicate<JsonNode> wanted, String description, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Optional<JsonNode> frame = take(wanted); ; frame = take(wanted)) {
            if (frame.isPresent()) {
                return frame.get();
            }
            if (closeCode != null || !pause(deadline)) {
                throw new AssertionError(user + " awaited " + description + "; " + history());
            }
        }
    }

    /** Everything that the server sent before it read this is here afterwards. */
    Client barrier() {
        expect("pong", Frames.frame("ping"));
        return this;
    }

    /** Takes all that has arrived, which may be frames of these types only. */
    synchronized List<JsonNode> expectNothingBut(String... types) {
        barrier();
        List<JsonNode> frames = takeAll();
        Set<String> allowed = Set.copyOf(Arrays.asList(types));
        frames.stream()
                .filter(frame -> !allowed.contains(frame.path("type").asText()))
                .findFirst()
                .ifPresent(frame -> {
                    throw new AssertionError(user + " got " + shorten(frame) + "; " + history());
                });
        return frames;
    }

    synchronized List<JsonNode> takeAll() {
        List<JsonNode> frames = List.copyOf(waiting);
        waiting.clear();
        return frames;
    }

    /** All frames so far, taken or not. */
    synchronized List<JsonNode> received() {
        return List.copyOf(received);
    }

    synchronized List<JsonNode> received(String type) {
        return received.stream()
                .filter(frame -> frame.path("type").asText().equals(type))
                .toList();
    }

    /** The highest place in the room's log that it was told of. */
    synchronized long lastSeq(String room) {
        return received.stream()
                .filter(frame -> frame.path("room").asText().equals(room))
                .mapToLong(frame -> frame.path("seq").asLong())
                .max()
                .orElse(0);
    }

    /** Awaits the end: the server's close code, or 1006 when there was none. */
    int closed() {
        return closed(PATIENCE);
    }

    synchronized int closed(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (closeCode == null) {
            if (!pause(deadline)) {
                throw new AssertionError(user + " awaited the end; " + history());
            }
        }
        return closeCode;
    }

    synchronized boolean isClosedWith(int code) {
        return closeCode != null && closeCode == code;
    }

    synchronized void arrived(JsonNode frame) {
        received.add(frame);
        waiting.add(frame);
        notifyAll();
    }

    synchronized void ended(int code) {
        closeCode = code;
        notifyAll();
    }

    synchronized void forget() {
        received.clear();
        waiting.clear();
    }

    private Optional<JsonNode> take(Predicate<JsonNode> wanted) {
        Optional<JsonNode> found = waiting.stream().filter(wanted).findFirst();
        found.ifPresent(frame -> waiting.removeIf(candidate -> candidate == frame));
        return found;
    }

    private String history() {
        List<JsonNode> last = received.subList(Math.max(0, received.size() - 20), received.size());
        return (closeCode == null ? "open" : "closed with " + closeCode) + ", received " + received.size()
                + ", at last:\n" + last.stream().map(Client::shorten).collect(joining("\n"));
    }

    private static String shorten(JsonNode frame) {
        String text = frame.toString().replaceAll("v=0\\\\r\\\\n[^\"]*", "v=0…");
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
