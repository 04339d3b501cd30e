package io.beckon.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class IceServersTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_767_222_000).plusMillis(999);
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final List<String> URIS =
            List.of("turn:turn.example.org?transport=udp", "stun:stun.example.org", "turns:turn.example.org:443");

    private final IceServers servers = IceServers.ephemeral(URIS, new TurnSecret("north"), Duration.ofHours(1), CLOCK);

    @Test
    void credentialsAreAsTurnServersComputeThem() {
        // openssl dgst -sha1 -hmac north -binary | base64
        assertEquals(
                new TurnCredentials("1767225600:alice", "qnVCfmDqv+5N7tpxKH0liO/huIU="),
                credentials("default", "alice"));
        assertEquals(
                new TurnCredentials("1767225600:acme/alice", "QRWF6PM5LHGYHDpKO7pEv+417Gg="),
                credentials("acme", "alice"));
    }

    @Test
    void onlyTurnServersGetCredentials() {
        IceServers.Grant grant = servers.to(Callers.of("default", "alice"));

        assertEquals(List.of("stun:stun.example.org"), grant.servers().get(0).urls());
        assertNull(grant.servers().get(0).credentials());
        assertEquals(
                List.of("turn:turn.example.org?transport=udp", "turns:turn.example.org:443"),
                grant.servers().get(1).urls());
    }

    @Test
    void newOnesAreDueBefore80PercentOfTheirLife() {
        IceServers.Grant grant = servers.to(Callers.of("default", "alice"));

        assertEquals(Instant.ofEpochSecond(1_767_225_600), grant.expiresAt());
        assertTrue(grant.renewAt().isBefore(NOW.plus(Duration.ofMinutes(45))), grant::toString);
        assertTrue(grant.renewAt().isAfter(NOW.plus(Duration.ofMinutes(40))), grant::toString);
    }

    @Test
    void whatDoesNotEndIsNotRenewed() {
        TurnCredentials fixed = new TurnCredentials("u", "p");
        Caller alice = Callers.of("default", "alice");

        assertNull(IceServers.fixed(URIS, fixed, Duration.ofHours(1), CLOCK)
                .to(alice)
                .renewAt());
        assertNull(IceServers.ephemeral(List.of("stun:s"), new TurnSecret("north"), Duration.ofHours(1), CLOCK)
                .to(alice)
                .renewAt());
        assertEquals(
                fixed,
                IceServers.fixed(URIS, fixed, Duration.ofHours(1), CLOCK)
                        .to(alice)
                        .servers()
                        .get(1)
                        .credentials());
    }

    @Test
    void aUserCannotPassAsOneOfAnotherTenant() {
        assertNotEquals(credentials("acme", "alice"), credentials("default", "acme/alice"));
        assertNotEquals(credentials("a/b", "c"), credentials("a", "b/c"));
    }

    @Test
    void namesThatTurnServersDoNotTakeAreReplaced() {
        for (String user : List.of("x".repeat(255), "\uD83D\uDE00".repeat(255), "a'b", "a\"b", "a b", "Zoë", "")) {
            String username = credentials("default", user).username();
            assertTrue(username.matches("[0-9]+:[A-Za-z0-9_-]{43}"), username);
            assertTrue(username.getBytes(StandardCharsets.UTF_8).length < 509);
        }
        assertNotEquals(credentials("default", "Zoë"), credentials("default", "Zoé"));
    }

    @Test
    void aPasswordIsNotInTheText() {
        IceServers.Grant grant = servers.to(Callers.of("default", "alice"));

        assertFalse(grant.toString().contains("qnVCf"), grant::toString);
        assertFalse(new TurnSecret("north").toString().contains("north"));
    }

    private TurnCredentials credentials(String tenant, String user) {
        return servers.to(Callers.of(tenant, user)).servers().get(1).credentials();
    }
}
