package io.beckon.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.wire.Frames;
import io.beckon.wire.Sdp;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Frames whose bodies are unlike all others: each has a marker that is found again in what receivers get. */
final class Bodies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final AtomicLong numbers = new AtomicLong(1_000_000);
    private static final Pattern ORIGIN = Pattern.compile("o=- (\\d+) ");

    private Bodies() {}

    static Map<String, Object> message() {
        return Frames.message(Map.of("marker", "m" + numbers.incrementAndGet()));
    }

    /** A large one. */
    static Map<String, Object> message(int bytes) {
        return Frames.message(Map.of("marker", "m" + numbers.incrementAndGet(), "padding", "x".repeat(bytes)));
    }

    static Map<String, Object> offer() {
        long number = numbers.incrementAndGet();
        return Frames.offer(Sdp.offer(fragment(number)).sessionId(number).text());
    }

    static Map<String, Object> answer() {
        long number = numbers.incrementAndGet();
        return Frames.answer(Sdp.answer(fragment(number)).sessionId(number).text());
    }

    /** A candidate of the description with this marker. */
    static Map<String, Object> candidate(String description, int port) {
        return Frames.candidate(Frames.hostCandidate(fragment(Long.parseLong(description)), port));
    }

    static String marker(Map<String, Object> frame) {
        return marker(JSON.<JsonNode>valueToTree(frame));
    }

    /** Of a frame as it is sent or as it is received. */
    static String marker(JsonNode frame) {
        String type = frame.path("type").asText();
        return switch (type) {
            case "message" -> frame.path("data").path("marker").asText();
            case "offer", "answer" -> origin(frame.path(type).path("sdp").asText());
            case "ice-candidate" -> {
                JsonNode candidate = frame.path("candidate");
                yield candidate.path("usernameFragment").asText() + ":"
                        + candidate.path("candidate").asText().split(" ")[5];
            }
            default -> type + frame.path("seq").asText();
        };
    }

    private static String origin(String sdp) {
        Matcher matcher = ORIGIN.matcher(sdp);
        return matcher.find() ? matcher.group(1) : sdp;
    }

    private static String fragment(long number) {
        return "f" + Long.toString(number, 36);
    }
}
