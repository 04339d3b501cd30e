package io.beckon.wire;

import static io.beckon.wire.HandMadeRealm.json;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Named.named;

import io.beckon.Thorough;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logout tokens that a realm has signed and that are none all the same, and those that nobody has signed. */
@Thorough
class LogoutTokensIT {

    private static final HandMadeRealm realm = new HandMadeRealm();
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.oidc.poll-interval",
            "0",
            "quarkus.oidc.auth-server-url",
            realm.issuer(),
            "quarkus.oidc.client-id",
            "beckon",
            "beckon.oidc.clients",
            "beckon-web");

    static Stream<Named<String>> bad() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                named("for another client", logout("aud", "elsewhere")),
                named("with a nonce", logout("nonce", "n")),
                named("without events", logout("events", null)),
                named("of another event", logout("events", Map.of("urn:x", Map.of()))),
                named("of an event that is no object", logout("events", Map.of(EVENT, "yes"))),
                named("expired", realm.logoutToken("iat", now - 60, "exp", now - 6)),
                named("that never expires", logout("exp", null)),
                named("of an hour ago", logout("iat", now - 3600)),
                named("of tomorrow", logout("iat", now + 86400)),
                named("without a time", logout("iat", null)),
                named("without an id", logout("jti", null)),
                named("with an empty id", logout("jti", "")),
                named("of nobody", logout("sub", null)),
                named("of the empty user", logout("sub", "")),
                named("of the empty session", logout("sid", "")),
                named("of a number", logout("sub", 5)),
                named("an access token", realm.token()));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsNoLogoutTokenIsRefused(String token) {
        assertEquals(400, post(token));
    }

    @Test
    void itsTimesHaveTheLeewayOfAllTokens() {
        String user = UUID.randomUUID().toString();
        // The first one may take as long as the leeway.
        assertEquals(200, post(realm.logoutToken("sub", user)));
        assertEquals(200, post(realm.logoutToken("sub", user, "iat", now() - 60, "exp", now() - 1)));
        assertEquals(200, post(realm.logoutToken("sub", user, "nbf", now() + 4)));
        assertEquals(200, post(realm.logoutToken("sub", user, "iat", now() + 4)));
        assertEquals(400, post(realm.logoutToken("sub", user, "nbf", now() + 30)));
        assertEquals(400, post(realm.logoutToken("sub", user, "iat", now() + 30)));
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    @Test
    void whatIsOneIsTaken() {
        assertEquals(200, post(logout("sub", UUID.randomUUID().toString())));
    }

    @Test
    void theRealmIsNotAskedForItsKeysAgainForEachLogoutToken() {
        post(logout("sub", "first"));
        int before = realm.asked();
        for (int i = 0; i < 20; i++) {
            assertEquals(200, post(logout("sub", "user-" + i)));
        }
        assertEquals(before, realm.asked());
    }

    @Test
    void madeUpOnesCostTheRealmAtMostOneQuestionASecond() {
        Map<String, Object> header = HandMadeRealm.header("made-up");
        byte[] claims = json(realm.claims());
        String token = HandMadeRealm.sign(HandMadeRealm.newKeys().getPrivate(), header, claims);
        int before = realm.asked();
        long began = System.nanoTime();
        AtOnce.ask(40, () -> post(token)).forEach(status -> assertEquals(400, status));
        long seconds = (System.nanoTime() - began) / 1_000_000_000;

        assertTrue(realm.asked() - before <= seconds + 2, realm.asked() - before + " questions in " + seconds + " s");
    }

    private static String logout(String claim, @Nullable Object value) {
        return realm.logoutToken(claim, value);
    }

    private static int post(String token) {
        return BackChannel.post(server, token);
    }
}
