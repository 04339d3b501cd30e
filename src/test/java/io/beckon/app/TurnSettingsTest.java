package io.beckon.app;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.Callers;
import io.beckon.identity.IceServers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnSettingsTest {

    private static final String TURN = "turn:turn.example.org";
    private static final String SECRET = "a secret of both";

    private record Turn(
            Optional<List<String>> uris,
            Optional<String> secret,
            Duration ttl,
            Optional<String> username,
            Optional<String> password)
            implements BeckonConfig.Turn {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stun:stun.example.org",
                "stun:192.0.2.1:3478",
                "stun:[2001:db8::1]:3478",
                "stuns:stun.example.org:5349",
                "turn:turn.example.org:3478?transport=udp",
                "turn:turn.example.org?transport=tcp",
                "turns:turn.example.org:443",
                " turn:turn.example.org "
            })
    void urisOfStunAndTurnAreTaken(String uri) {
        assertDoesNotThrow(() -> check(List.of(uri, TURN), SECRET, "1H", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "turn.example.org",
                "turn://turn.example.org",
                "turn:",
                "turn:turn.example.org:port",
                "turn:turn.example.org?transport=sctp",
                "stun:stun.example.org?transport=udp",
                "http://turn.example.org",
                "turn:user@turn.example.org"
            })
    void anythingElseIsNamedWithTheRemedy(String uri) {
        String message = refusal(List.of(uri), SECRET, "1H", null, null);
        assertTrue(message.startsWith("beckon.turn.uris=" + uri + ": write stun:host:port"), message);
    }

    @Test
    void turnServersNeedCredentials() {
        assertTrue(refusal(List.of(TURN), null, "1H", null, null).contains("beckon.turn.secret"));
        assertDoesNotThrow(() -> check(List.of(TURN), null, "1H", "u", "p"));
        assertDoesNotThrow(() -> check(List.of("stun:stun.example.org"), null, "1H", null, null));
        assertDoesNotThrow(() -> check(List.of(), null, "1H", null, null));
    }

    @Test
    void credentialsNeedTurnServers() {
        assertTrue(refusal(List.of(), SECRET, "1H", null, null).startsWith("beckon.turn.uris=:"));
        assertTrue(refusal(List.of("stun:s"), null, "1H", "u", "p").startsWith("beckon.turn.uris=stun:s:"));
    }

    @Test
    void thereIsOneWayToCredentials() {
        String message = refusal(List.of(TURN), SECRET, "1H", "u", "p");
        assertTrue(message.startsWith("beckon.turn.secret="), message);
        assertFalse(message.contains(SECRET), message);
        assertTrue(refusal(List.of(TURN), null, "1H", "u", null).startsWith("beckon.turn.password="));
        assertTrue(refusal(List.of(TURN), null, "1H", null, "p").startsWith("beckon.turn.username="));
    }

    @Test
    void aLifeIsNeitherTooShortNorTooLong() {
        assertTrue(refusal(List.of(TURN), SECRET, "9S", null, null).startsWith("beckon.turn.ttl=PT9S: "));
        assertTrue(refusal(List.of(TURN), SECRET, "169H", null, null).startsWith("beckon.turn.ttl="));
    }

    private static String refusal(List<String> uris, String secret, String ttl, String username, String password) {
        return assertThrows(Misconfiguration.class, () -> check(uris, secret, ttl, username, password))
                .getMessage();
    }

    @Test
    void theEndOfALineIsNoPartOfASecret() {
        for (String end : List.of("\n", "\r\n")) {
            assertEquals(credentials(SECRET, null, null), credentials(SECRET + end, null, null));
            assertEquals(credentials(null, "u", "p "), credentials(null, "u", "p " + end));
        }
        assertTrue(refusal(List.of(TURN), "\n", "1H", null, null).startsWith("beckon.turn.secret="));
    }

    private static List<IceServers.Server> credentials(String secret, String username, String password) {
        return check(List.of(TURN), secret, "1H", username, password)
                .to(Callers.of("default", "anna"))
                .servers();
    }

    private static IceServers check(List<String> uris, String secret, String ttl, String username, String password) {
        return new TurnSettings(new Turn(
                        uris.isEmpty() ? Optional.empty() : Optional.of(uris),
                        Optional.ofNullable(secret),
                        Duration.parse("PT" + ttl),
                        Optional.ofNullable(username),
                        Optional.ofNullable(password)))
                .iceServers(InstantSource.fixed(Instant.EPOCH));
    }
}
