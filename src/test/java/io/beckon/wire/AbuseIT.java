package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.cluster.Await;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section 3: who sends too much or too much nonsense. */
class AbuseIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.frames-per-second",
            "5",
            "beckon.limits.frames-burst",
            "40",
            "beckon.limits.bytes-per-second",
            "20000",
            "beckon.limits.bytes-burst",
            "50000");

    @Test
    void twentyMalformedFramesAMinuteClose() {
        WireClient client = server.connect(Encoding.JSON);
        for (int i = 0; i < 25; i++) {
            client.send(Frames.frame("message"));
        }

        assertEquals(1008, client.closed());
        int errors = client.received("error").size();
        assertTrue(errors == 19 || errors == 20, () -> errors + " errors");
    }

    @Test
    void aFrameOverTheRateIsDroppedAndMayBeRepeated() {
        String room = ServerUnderTest.freshRoom();
        WireClient sender = server.connect(Encoding.JSON);
        WireClient receiver = server.connect(Encoding.JSON);
        receiver.join(room);
        sender.join(room);

        JsonNode reply = sender.request(Frames.message(0));
        int accepted = 0;
        while (reply.path("type").asText().equals("ack")) {
            reply = sender.request(Frames.message(++accepted));
        }
        assertEquals("rate-limited", reply.path("code").asText());
        assertTrue(reply.path("retryable").asBoolean());
        assertTrue(reply.path("retryAfterMs").asLong() > 0, reply::toString);
        assertTrue(accepted >= 30, accepted + " accepted of a burst of 40");

        Map<String, Object> repeated =
                Frames.message("at last", "id", reply.path("id").asText());
        long deadline = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (!reply.path("type").asText().equals("ack") && System.nanoTime() < deadline) {
            Await.pause(Duration.ofMillis(reply.path("retryAfterMs").asLong()));
            reply = sender.request(repeated);
        }
        assertEquals("ack", reply.path("type").asText());
        receiver.await(frame -> frame.path("data").asText().equals("at last"), "the repeated frame");
        int messages = accepted + 1;
        assertEquals(messages, receiver.received("message").size());
    }

    @Test
    void aHundredFramesOverTheRateClose() {
        WireClient client = server.connect(Encoding.JSON);
        client.join(ServerUnderTest.freshRoom());
        for (int i = 0; i < 300; i++) {
            client.send(Frames.message(i));
        }

        assertEquals(4029, client.closed());
        int errors = client.received("error").size();
        assertTrue(errors >= 99 && errors <= 101, () -> errors + " errors");
    }

    @Test
    void bytesCountOncePerReceiver() {
        String room = ServerUnderTest.freshRoom();
        WireClient sender = server.connect(Encoding.JSON);
        WireClient[] receivers = {
            server.connect(Encoding.JSON), server.connect(Encoding.JSON), server.connect(Encoding.JSON)
        };
        for (WireClient receiver : receivers) {
            receiver.join(room);
        }
        sender.join(room);
        String kilobytes = "x".repeat(8_000);

        sender.ack(Frames.message(kilobytes));
        // Three times 8 kB each: the second fills the burst of 50 kB, the third is too much.
        sender.ack(Frames.message(kilobytes));
        JsonNode error = sender.refused("rate-limited", Frames.message(kilobytes));
        assertTrue(error.path("retryAfterMs").asLong() > 0, error::toString);
        sender.ack(Frames.message("short"));
    }
}
