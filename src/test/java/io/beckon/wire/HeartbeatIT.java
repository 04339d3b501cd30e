package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.cluster.Link;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section 1: silence on a connection. */
@Thorough
class HeartbeatIT {

    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.heartbeat", "1S", "beckon.resume-window", "2S");

    @Test
    void theWelcomeTellsHeartbeatAndWindow() {
        WireClient client = server.connect(Encoding.JSON);

        assertEquals(1, client.welcome().path("heartbeatSeconds").intValue());
        assertEquals(2, client.welcome().path("resumeWindowSeconds").intValue());
    }

    @Test
    void aSilentClientIsPingedAndThenClosed() {
        Instant start = Instant.now();
        WireClient client = server.connect(Encoding.JSON).ignorePings();

        assertEquals(4008, client.closed(Duration.ofSeconds(8)));
        assertTrue(client.pings() >= 1, "the server pings");
        assertTrue(Duration.between(start, Instant.now())
                        .compareTo(HEARTBEAT.multipliedBy(2).minusMillis(100))
                >= 0);
    }

    @Test
    void aClientThatAnswersPingsStays() {
        WireClient quiet = server.connect(Encoding.JSON);
        WireClient silent = server.connect(Encoding.JSON).ignorePings();

        assertEquals(4008, silent.closed(Duration.ofSeconds(8)));
        assertEquals(4008, server.connect(Encoding.JSON).ignorePings().closed(Duration.ofSeconds(8)));
        quiet.barrier();
        assertTrue(quiet.pings() >= 3, "the server pings every heartbeat");
    }

    @Test
    void aClientThatOnlySendsFramesStays() {
        WireClient talking = server.connect(Encoding.JSON).ignorePings();
        int pings = talking.pings();
        Instant end = Instant.now().plus(HEARTBEAT.multipliedBy(4));

        while (Instant.now().isBefore(end)) {
            talking.barrier();
            Await.pause(Duration.ofMillis(200));
        }
        assertTrue(talking.pings() >= pings);
        talking.barrier();
    }

    @Test
    void halfAFrameIsNoSignOfLife() {
        RawWebSocket socket = server.openRaw(Encoding.JSON);
        byte[] frame = RawWebSocket.Frame.text(FramingIT.ping("x", 1000)).bytes(true);
        socket.sendBytes(Arrays.copyOf(frame, 500));

        assertEquals(4008, socket.readCloseCode());
    }

    @Test
    void aParticipantThatFallsSilentLeavesWithTimeoutAfterTheWindow() {
        String room = ServerUnderTest.freshRoom();
        WireClient staying = server.connect(Encoding.JSON);
        staying.join(room);
        Link link = server.closedAfterwards(new Link(server.url().getPort()));
        User user = User.any();
        WireClient vanishing = server.client(server.upgradeAt(link.url(), Encoding.JSON, user), Encoding.JSON, user);
        vanishing.join(room);
        staying.await("peer-joined");

        link.stall();

        var left = staying.await("peer-left");
        assertEquals("timeout", left.path("reason").asText());
        assertEquals(vanishing.peer(), left.path("peer").asText());
    }
}
