package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How many may come with PeerJS who have not signed in, and who goes who says nothing. */
@Thorough
class PeerJsLimitsIT {

    private static final int PER_MINUTE = 1;
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.peerjs.keys.peerjs.anonymous",
            "true",
            "beckon.peerjs.keys.known.room",
            "known room",
            "beckon.peerjs.anonymous-per-minute",
            Integer.toString(PER_MINUTE),
            "beckon.heartbeat",
            HEARTBEAT.toSeconds() + "S");

    private static PeerJsClient ask(String key, String token) {
        return server.closedAfterwards(
                PeerJsClient.ask(server.url(), "/peerjs", key, "peer-" + UUID.randomUUID(), token));
    }

    @Test
    void onlySoManyOfAnAddressMayComeInAMinuteWhoHaveNotSignedIn() {
        for (int i = 0; i < PER_MINUTE; i++) {
            assertEquals("OPEN", ask("peerjs", "token" + i).next().path("type").asText());
        }
        PeerJsClient further = ask("peerjs", "further");
        JsonNode refused = further.next();
        assertEquals("WARNING", refused.path("type").asText());
        assertEquals(
                "too many connections in too short a time",
                refused.path("payload").path("msg").asText());
        assertEquals(4013, further.closed(), "so that it may come back");
        assertEquals(
                "OPEN",
                ask("known", server.token(User.any())).next().path("type").asText());
    }

    /** A timer of a page that nobody sees runs once a minute, which is more than two heartbeats as they are by default. */
    @Test
    void aSilentClientIsSentAwayAfterFourHeartbeats() {
        long begin = System.nanoTime();
        PeerJsClient silent = ask("known", server.token(User.any()));
        assertEquals("OPEN", silent.next().path("type").asText());
        assertEquals(4008, silent.closed());
        assertTrue(System.nanoTime() - begin >= HEARTBEAT.multipliedBy(4).toNanos());
    }
}
