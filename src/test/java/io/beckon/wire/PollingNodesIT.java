package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.Await;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests of one session may come to any node, also when the one that had the session is killed. */
@Thorough
class PollingNodesIT {

    private static final Clustered cluster = new Clustered();

    @RegisterExtension
    static final ServerUnderTest first = cluster.node();

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void postHereAndGetThereAndTheNodeInBetweenIsKilled() {
        try (ServerProcess second = cluster.process("PollingNodesIT-second")) {
            URI here = first.url();
            URI there = second.url();
            Clustered.awaitNodes(first, 2);
            Poller reader = Poller.join(there, first.token(User.any()), room);
            Poller sender = Poller.join(here, first.token(User.any()), room);
            int said = 0;
            for (; said < 10; said++) {
                sender.post(said % 2 == 0 ? here : there, message(said));
                reader.read(said % 3 == 0 ? here : there, 10);
            }
            reader.read(there, 0);
            assertEquals(IntStream.range(0, 10).boxed().toList(), reader.numbers());

            sender.read(there, 0);
            second.kill();
            for (; said < 20; said++) {
                sender.post(here, message(said));
            }
            Await.until(
                    Duration.ofSeconds(20),
                    () -> reader.read(here, 2).numbers().size() == 20,
                    () -> "got " + reader.numbers());
            assertEquals(IntStream.range(0, 20).boxed().toList(), reader.numbers());
            assertTrue(
                    reader.received().stream()
                            .noneMatch(frame -> frame.path("type").asText().equals("peer-left")),
                    () -> reader.received().toString());
        }
    }

    private Map<String, Object> message(int number) {
        return Frames.message(number, "id", "m" + number, "room", room);
    }
}
