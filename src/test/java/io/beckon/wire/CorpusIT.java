package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What browsers said to each other goes through as it is. */
@Thorough
class CorpusIT {

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.limits.frames-per-second", "0", "beckon.limits.bytes-per-second", "0");

    @ParameterizedTest
    @EnumSource
    void everyStepIsRelayed(Encoding encoding) {
        Set<String> failures = new TreeSet<>();
        for (Corpus.Exchange exchange : Corpus.exchanges()) {
            try {
                relay(exchange, Pair.join(server, encoding));
            } catch (AssertionError e) {
                String message = String.valueOf(e.getMessage());
                failures.add(exchange + ": " + message.substring(0, Math.min(message.length(), 300)));
            }
        }
        assertEquals(Set.of(), failures);
    }

    /** {@code a}, who offers first and in the glare is the impolite one, is the one who came first. */
    private static void relay(Corpus.Exchange exchange, Pair pair) {
        for (JsonNode step : exchange.exchange()) {
            Client from = step.path("from").asText().equals("a") ? pair.first() : pair.second();
            Client to = from == pair.first() ? pair.second() : pair.first();
            String type = step.path("type").asText("ice-candidate");
            String frameType = Map.of("rollback", "offer", "pranswer", "answer").getOrDefault(type, type);
            String field = frameType.equals("ice-candidate") ? "candidate" : frameType;
            Object content = step.has("sdp")
                    ? Frames.object("type", type, "sdp", step.path("sdp").asText())
                    : type.equals("rollback") ? Frames.object("type", type) : step.path("candidate");

            from.ack(Frames.frame(frameType, field, content, "to", to.peer()));
            JsonNode relayed = to.await(
                    frame -> List.of("offer", "answer", "ice-candidate")
                            .contains(frame.path("type").asText()),
                    frameType);
            assertEquals(frameType, relayed.path("type").asText());
            if (step.has("sdp")) {
                assertEquals(type, relayed.path(field).path("type").asText());
                assertEquals(
                        step.path("sdp").asText(),
                        relayed.path(field).path("sdp").asText());
            } else if (frameType.equals("ice-candidate")) {
                assertEquals(step.path("candidate"), relayed.path("candidate"));
            }
        }
        pair.first().close();
        pair.second().close();
    }
}
