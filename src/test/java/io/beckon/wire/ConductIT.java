package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.wire.RawWebSocket.Frame;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who asks for too much, in whatever way: connecting anew renews nothing, and what is caused counts, not what is sent. */
@Thorough
class ConductIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.frames-per-second",
            "1",
            "beckon.limits.frames-burst",
            "30",
            "beckon.limits.bytes-per-second",
            "5000",
            "beckon.limits.bytes-burst",
            "50000",
            "beckon.limits.user-shares",
            "2",
            "beckon.limits.joins-per-minute",
            "8",
            "beckon.limits.refreshes-per-minute",
            "3");

    private final User user = User.any();
    private final String room = ServerUnderTest.freshRoom();

    private int secondsToWait(User user) {
        HttpAnswer answer = server.upgrade(Encoding.JSON, user).answer();
        assertEquals(429, answer.status(), answer::toString);
        return Integer.parseInt(answer.header("Retry-After").orElseThrow());
    }

    /** The replies to so many of these frames, one after the other. */
    private static List<JsonNode> replies(WireClient client, int times, Map<String, Object> frame) {
        List<JsonNode> replies = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            replies.add(client.request(frame));
        }
        return replies;
    }

    private static void assertRateLimited(List<JsonNode> replies) {
        assertTrue(
                replies.stream()
                        .anyMatch(reply -> reply.path("code").asText().equals("rate-limited")
                                && reply.path("retryAfterMs").asLong() > 0
                                && reply.path("retryable").asBoolean()),
                () -> replies.size() + " replies, the last " + replies.getLast());
    }

    @Test
    void connectingAnewRenewsNothing() {
        List<JsonNode> replies = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            WireClient client = server.connect(Encoding.JSON, user);
            replies.addAll(replies(client, 20, Frames.frame("ping")));
            client.close();
        }

        assertEquals("pong", replies.getFirst().path("type").asText());
        assertRateLimited(replies);
        server.connect(Encoding.JSON).barrier();
    }

    @Test
    void aFloodIsRemembered() {
        WireClient client = server.connect(Encoding.JSON, user);
        for (int i = 0; i < 300; i++) {
            client.send(Frames.frame("ping"));
        }
        assertEquals(4029, client.closed());

        int seconds = secondsToWait(user);
        assertTrue(seconds >= 1 && seconds <= 10, () -> seconds + " s");
        server.connect(Encoding.JSON).barrier();
    }

    @Test
    void abuseIsRememberedForLonger() {
        WireClient client = server.connect(Encoding.JSON, user);
        for (int i = 0; i < 25; i++) {
            client.send(Frames.frame("message"));
        }
        assertEquals(1008, client.closed());

        int seconds = secondsToWait(user);
        assertTrue(seconds > 10 && seconds <= 60, () -> seconds + " s");
        server.connect(Encoding.JSON).barrier();
    }

    @Test
    void aFloodOfPingsEndsTheConnectionAndNobodyElses() {
        WireClient witness = server.connect(Encoding.JSON);
        RawWebSocket flooding = server.openRaw(Encoding.JSON);
        Frame[] pings = new Frame[1000];
        Arrays.fill(pings, Frame.ping("p"));
        flooding.send(pings);

        int pongs = 0;
        Frame frame = flooding.read();
        for (; frame != null && frame.opcode() == RawWebSocket.PONG; frame = flooding.read()) {
            pongs++;
        }
        assertEquals(4029, frame == null ? 1006 : RawWebSocket.closeCode(frame));
        assertTrue(pongs >= 30 && pongs < 100, pongs + " pongs");
        witness.barrier();
    }

    @Test
    void aFloodThatDoesNotEndIsToldWhyItDoes() {
        RawWebSocket flooding = server.openRaw(Encoding.JSON);
        Frame[] pings = new Frame[1000];
        Arrays.fill(pings, Frame.ping("p"));
        Thread flood = Thread.ofVirtual().start(() -> sendUntilItEnds(flooding, pings));

        assertEquals(4029, flooding.readCloseCode());
        flood.interrupt();
    }

    private static void sendUntilItEnds(RawWebSocket socket, Frame... frames) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                socket.send(frames);
            }
        } catch (UncheckedIOException e) {
            // It has ended.
        }
    }

    @Test
    void aFloodOfFragmentsEndsTheConnection() {
        RawWebSocket flooding = server.openRaw(Encoding.JSON);
        Frame[] parts = new Frame[2000];
        Arrays.fill(parts, Frame.of(RawWebSocket.CONTINUATION, new byte[0]).notLast());
        parts[0] = Frame.text("").notLast();
        flooding.send(parts);

        assertEquals(4029, flooding.readCloseCode());
    }

    @Test
    void anUpdateCountsForEachWhoIsToldOfIt() {
        for (int i = 0; i < 3; i++) {
            server.connect(Encoding.JSON).join(room);
        }
        WireClient client = server.connect(Encoding.JSON, user);
        client.join(room);

        assertRateLimited(replies(
                client, 20, Frames.frame("update", "metadata", Frames.object("m", "x".repeat(4000)))));
    }

    @Test
    void rostersCountByWhatTheyWeigh() {
        for (int i = 0; i < 3; i++) {
            server.connect(Encoding.JSON).join(room, "metadata", Frames.object("m", "x".repeat(4000)));
        }
        WireClient client = server.connect(Encoding.JSON, user);
        client.join(room);

        assertRateLimited(replies(client, 20, Frames.frame("roster")));
    }

    @Test
    void joinsThatAreRepeatedCountByWhatTheyBring() {
        for (int i = 0; i < 3; i++) {
            server.connect(Encoding.JSON).join(room, "metadata", Frames.object("m", "x".repeat(4000)));
        }
        WireClient client = server.connect(Encoding.JSON, user);

        assertRateLimited(replies(client, 20, Frames.join(room, "id", "again")));
    }

    @Test
    void joinsAreCountedOnAllConnectionsOfAUser() {
        WireClient first = server.connect(Encoding.JSON, user);
        WireClient second = server.connect(Encoding.JSON, user);
        for (int i = 0; i < 4; i++) {
            first.join(ServerUnderTest.freshRoom());
            second.join(ServerUnderTest.freshRoom());
        }

        assertRateLimited(replies(second, 3, Frames.join(room)));
        server.connect(Encoding.JSON).join(room);
    }

    @Test
    void refreshesAreCounted() {
        WireClient client = server.connect(Encoding.JSON, user);
        Map<String, Object> refresh = Frames.frame("refresh", "token", server.token(user));

        List<JsonNode> replies = replies(client, 6, refresh);
        assertEquals("refreshed", replies.getFirst().path("type").asText());
        assertRateLimited(replies);
    }

    @Test
    void whatIsNewAmongTheLimitsIsTold() {
        JsonNode limits = server.connect(Encoding.JSON).welcome().path("limits");
        assertEquals(8, limits.path("joinsPerMinute").asInt());
        assertEquals(3, limits.path("refreshesPerMinute").asInt());
    }
}
