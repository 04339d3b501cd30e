package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.Thorough;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ephemeral TURN credentials, with a real TURN server that shares the secret. */
class TurnIT {

    private static final String SECRET = "north by north-west";
    private static final Duration LIFE = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PORT = Ports.free();
    private static final String TURN = "turn:127.0.0.1:" + PORT + "?transport=udp";
    private static final String STUN = "stun:127.0.0.1:" + PORT;

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.turn.uris",
            TURN + "," + STUN,
            "beckon.turn.secret",
            SECRET,
            "beckon.turn.ttl",
            LIFE.toSeconds() + "S");

    private static Coturn coturn;

    @BeforeAll
    static void startCoturn() {
        coturn = Coturn.start(PORT, SECRET);
    }

    @AfterAll
    static void stopCoturn() {
        if (coturn != null) {
            coturn.close();
        }
    }

    @Test
    void theOnesFromHttpRelayAndWrongOnesDoNot() throws IOException {
        User alice = User.any();
        HttpAnswer answer = UpgradeRequest.plain(server.url())
                .target("/v1/ice-servers")
                .token(server.token(alice))
                .answer();
        JsonNode body = new ObjectMapper().readTree(answer.body());
        JsonNode turn = turn(body);
        String username = turn.path("username").asText();
        String credential = turn.path("credential").asText();

        assertEquals(200, answer.status());
        assertEquals("no-store", answer.header("Cache-Control").orElse(""));
        long expiry = Instant.parse(body.path("expiresAt").asText()).getEpochSecond();
        assertEquals(expiry + ":" + alice.id(), username);
        assertTrue(coturn.relays(username, credential));
        assertFalse(coturn.relays(username, credential.substring(1) + "="), "a wrong credential");
        assertFalse(coturn.relays((expiry + 3600) + ":" + alice.id(), credential), "a longer life");
        assertFalse(coturn.relays(expiry + ":somebody-else", credential), "another user");
    }

    @Thorough
    @Test
    void newOnesComeOverTheConnectionInTimeAndTheOldOnesEnd() {
        User alice = User.any();
        Instant connecting = Instant.now();
        WireClient client = server.connect(Encoding.JSON, alice);
        JsonNode first = turn(client.welcome());

        JsonNode second = renewal(client);
        assertInTime(connecting, Instant.now());
        assertTrue(coturn.relays(
                turn(second).path("username").asText(),
                turn(second).path("credential").asText()));

        Instant before = Instant.parse(second.path("expiresAt").asText()).minus(LIFE);
        JsonNode third = renewal(client);
        assertInTime(before, Instant.now());
        assertNotEquals(turn(second), turn(third));

        // Over two renewals the first ones have ended.
        assertTrue(Instant.now().getEpochSecond()
                > Long.parseLong(first.path("username").asText().split(":")[0]));
        assertFalse(coturn.relays(
                first.path("username").asText(), first.path("credential").asText()));
        assertTrue(coturn.relays(
                turn(third).path("username").asText(),
                turn(third).path("credential").asText()));
    }

    @Thorough
    @Test
    void whoResumesGetsNewOnes() {
        User alice = User.any();
        String room = ServerUnderTest.freshRoom();
        WireClient lost = server.connect(Encoding.CBOR, alice);
        lost.join(room);
        lost.vanish();

        JsonNode resumed = server.connect(Encoding.CBOR, alice).expect("resumed", Resuming.resume(lost, room));

        JsonNode turn = turn(resumed);
        assertTrue(turn.path("username").asText().endsWith(":" + alice.id()), turn::toString);
        assertTrue(coturn.relays(
                turn.path("username").asText(), turn.path("credential").asText()));
    }

    private static JsonNode renewal(WireClient client) {
        return client.await(frame -> frame.path("type").asText().equals("ice-servers"), "ice-servers", PATIENCE);
    }

    private static void assertInTime(Instant start, Instant arrived) {
        Duration passed = Duration.between(start, arrived);
        assertTrue(passed.toMillis() < LIFE.toMillis() * 8 / 10, () -> "after " + passed);
        assertTrue(passed.toMillis() > LIFE.toMillis() / 2, () -> "after " + passed);
    }

    private static JsonNode turn(JsonNode frame) {
        JsonNode servers = frame.path("iceServers");
        assertEquals(2, servers.size(), frame::toString);
        assertEquals(STUN, servers.path(0).path("urls").path(0).asText());
        assertFalse(servers.path(0).has("credential"), frame::toString);
        assertEquals(TURN, servers.path(1).path("urls").path(0).asText());
        return servers.path(1);
    }
}
