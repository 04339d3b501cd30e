package io.beckon.wire;

import static io.beckon.wire.Frames.frame;
import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Section 4, order: replies come in the order of what they reply to. */
class OrderTest extends NodeSpecification {

    @Test
    void repliesComeInTheOrderOfTheirFrames() {
        Client client = connect();
        String room = ServerUnderTest.freshRoom();
        client.join(room);

        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            List<Map<String, Object>> frames = List.of(
                    message(i, "id", "ack" + i),
                    frame("message", "id", "error" + i),
                    frame("ping", "id", "pong" + i),
                    frame("roster", "id", "roster" + i),
                    message("?", "to", "AAAAAAAAAAAAAAAAAAAAAA", "id", "error-" + i),
                    frame("update", "name", "n" + i, "id", "ack-" + i));
            frames.forEach(client::send);
            frames.forEach(frame -> expected.add((String) frame.get("id")));
        }
        client.reply(expected.getLast());

        List<JsonNode> replies = client.received().stream()
                .filter(frame -> frame.has("id"))
                .skip(1)
                .toList();
        assertEquals(
                expected,
                replies.stream().map(frame -> frame.path("id").asText()).toList());
        for (JsonNode reply : replies) {
            assertTrue(reply.path("id").asText().startsWith(reply.path("type").asText()), reply::toString);
        }
    }
}
