package io.beckon.wire;

import static io.beckon.wire.Frames.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Fills;
import io.beckon.Thorough;
import io.beckon.cluster.KafkaCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Brokers that do not answer: connections stay, frames may be sent again, and no more clients are let in than can be served. */
@Thorough
class StallIT {

    private static final KafkaCluster kafka = KafkaCluster.start("stall", 1);

    @RegisterExtension
    static final ServerUnderTest node =
            new Clustered(kafka.bootstrapServers()).node("beckon.limits.unsettled-sessions", "1");

    /** Longer than a frame waits for its room. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @AfterAll
    static void end() {
        kafka.close();
    }

    @Test
    @Fills("beckon.limits.unsettled-sessions")
    void costsTimeAndNothingElse() {
        String room = ServerUnderTest.freshRoom();
        WireClient sender = node.connect(Encoding.JSON);
        WireClient receiver = node.connect(Encoding.CBOR);
        WireClient waiting = node.connect(Encoding.JSON);
        sender.join(room);
        receiver.join(room);

        kafka.broker(1).pause();
        sender.send(message("during the stall", "id", "m1"));
        waiting.send(Frames.join(shardOfItsOwn(sender, room), "id", "j1"));
        HttpAnswer turnedAway = refused();
        assertEquals(503, turnedAway.status());
        int wait = Integer.parseInt(turnedAway.header("Retry-After").orElseThrow());
        assertTrue(wait >= 1 && wait <= 5, () -> "Retry-After: " + wait);
        assertUnavailable(sender, "m1");
        assertUnavailable(waiting, "j1");
        sender.barrier();
        receiver.barrier();

        kafka.broker(1).unpause();
        JsonNode ack = resent(sender);
        JsonNode relayed = receiver.await(frame -> frame.path("type").asText().equals("message"), "it", PATIENCE);
        assertEquals(ack.path("seq"), relayed.path("seq"));
        sender.ack(message("afterwards"));
        receiver.await("message");
        assertEquals(2, receiver.received("message").size(), "the first came once");
    }

    /** A room in a partition that is not followed yet. */
    private static String shardOfItsOwn(WireClient member, String room) {
        int taken = member.received("joined").getLast().path("shard").asInt();
        String other = room;
        while (Clustered.shard(other) == taken) {
            other = ServerUnderTest.freshRoom();
        }
        return other;
    }

    /** The node counts who waits as soon as it has read the frame. */
    private static HttpAnswer refused() {
        HttpAnswer answer = node.upgrade(Encoding.JSON, User.any()).answer();
        while (answer.status() == 101) {
            answer = node.upgrade(Encoding.JSON, User.any()).answer();
        }
        return answer;
    }

    private static void assertUnavailable(WireClient client, String id) {
        JsonNode error = client.await(frame -> frame.path("id").asText().equals(id), "an answer", PATIENCE);
        assertEquals("unavailable", error.path("code").asText(), error::toString);
        assertTrue(error.path("retryable").asBoolean());
    }

    /** The brokers may still be busy with what they have missed. */
    private static JsonNode resent(WireClient sender) {
        while (true) {
            sender.send(message("during the stall", "id", "m1"));
            JsonNode reply = sender.await(frame -> frame.path("id").asText().equals("m1"), "a reply", PATIENCE);
            if (reply.path("type").asText().equals("ack")) {
                return reply;
            }
        }
    }
}
