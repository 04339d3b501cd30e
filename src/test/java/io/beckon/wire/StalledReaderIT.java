package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client that takes nothing of what it asks for is not served any further, and let go. */
@Thorough
class StalledReaderIT {

    private static final int MEMBERS = 40;
    private static final int TIMES = 20_000;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.stalled-after",
            "2S",
            "beckon.resume-window",
            "1S",
            "beckon.limits.frames-per-second",
            "0",
            "beckon.limits.bytes-per-second",
            "0");

    private final String room = ServerUnderTest.freshRoom();

    /** Each is answered with 160 kB: together 3 GB. */
    private enum Question {
        JOIN(room -> Frames.join(room, "id", "again")),
        ROSTER(room -> Frames.frame("roster"));

        private final Function<String, Map<String, Object>> frame;

        Question(Function<String, Map<String, Object>> frame) {
            this.frame = frame;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isLetGo(Question question) {
        for (int i = 0; i < MEMBERS; i++) {
            server.connect(Encoding.JSON).join(room, "metadata", Frames.object("m", "x".repeat(4000)));
        }
        User user = User.any();
        WireClient greedy =
                server.client(server.upgrade(Encoding.JSON, user).receiveBuffer(16_384), Encoding.JSON, user);
        greedy.join(room, "id", "again");
        greedy.pauseReading();
        Thread asking = Thread.ofVirtual().start(() -> ask(greedy, question.frame.apply(room)));

        // The others are told when its window has passed.
        WireClient witness = server.connect(Encoding.JSON);
        witness.join(room);
        awaitItsEnd(witness, user);
        greedy.continueReading();

        assertEquals(4013, greedy.closed(Duration.ofSeconds(30)));
        int answers =
                greedy.received("joined").size() + greedy.received("roster").size();
        assertTrue(answers < TIMES / 4, () -> answers + " answers");
        witness.ack(Frames.message("still served"));
        asking.interrupt();
    }

    private static void ask(WireClient client, Map<String, Object> question) {
        try {
            for (int i = 0; i < TIMES; i++) {
                client.send(question);
            }
        } catch (UncheckedIOException e) {
            // It was let go.
        }
    }

    private static void awaitItsEnd(WireClient witness, User user) {
        witness.await(
                frame -> frame.path("type").asText().equals("peer-left")
                        && frame.path("reason").asText().equals("timeout"),
                "the end of " + user.id(),
                Duration.ofSeconds(60));
    }
}
