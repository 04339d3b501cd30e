package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.SharedKeycloak;
import io.beckon.keycloak.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection goes on with new tokens, and each of them says anew what its user may do. */
@Thorough
class RefreshIT {

    private static final Keycloak keycloak = SharedKeycloak.get();
    private static final HandMadeRealm handMade = new HandMadeRealm();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(SignedIn.at(
            keycloak,
            "quarkus.oidc.hand-made.auth-server-url",
            handMade.issuer(),
            "quarkus.oidc.hand-made.client-id",
            "beckon"));

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void theEndIsAnnouncedAMinuteAheadAndARefreshPutsItOff() {
        long exp = Instant.now().getEpochSecond() + 66;
        WireClient client = server.connectWith(handMade.token("exp", exp));
        client.expectNothingBut();

        JsonNode expiring = client.await("token-expiring");
        assertEquals(
                Instant.ofEpochSecond(exp),
                Instant.parse(expiring.path("expiresAt").asText()));
        assertTrue(Instant.now().isBefore(Instant.ofEpochSecond(exp).minus(Duration.ofSeconds(55))), "too late");

        JsonNode refreshed = client.expect("refreshed", refresh(handMade.token("exp", exp + 500)));
        assertEquals(
                Instant.ofEpochSecond(exp + 500),
                Instant.parse(refreshed.path("expiresAt").asText()));
        client.expectNothingBut();
    }

    @Test
    void lessThanAMinuteIsAnnouncedAtOnceAndAgainForEachToken() {
        long now = Instant.now().getEpochSecond();
        WireClient client = server.connectWith(handMade.token("exp", now + 40));
        client.await("token-expiring");
        client.expect("refreshed", refresh(handMade.token("exp", now + 50)));

        JsonNode expiring = client.await("token-expiring");
        assertEquals(
                Instant.ofEpochSecond(now + 50),
                Instant.parse(expiring.path("expiresAt").asText()));
    }

    @Test
    void withoutARefreshTheConnectionEndsAndComesBackWithANewTokenAndTheRightsOfToday() {
        long now = Instant.now().getEpochSecond();
        WireClient watching = server.connectWith(handMade.token("sub", "watching"));
        watching.join(room);
        WireClient old = server.connectWith(handMade.token("exp", now + 2));
        old.join(room, "role", "host");
        assertEquals(4001, old.closed());

        WireClient back = server.connectWith(handMade.token("realm_access", Map.of("roles", List.of())));
        JsonNode resumed = back.expect("resumed", Resuming.resume(old, room));

        assertTrue(resumed.path("rooms").path(room).path("error").isMissingNode(), resumed::toString);
        JsonNode lowered = watching.await("peer-updated");
        assertEquals(old.peer(), lowered.path("peer").path("peer").asText());
        assertEquals("participant", lowered.path("peer").path("role").asText());
    }

    @Test
    void aRoleThatWasGivenCountsWithTheNextToken() {
        String rising = SignedIn.newcomer(keycloak);
        Tokens tokens = keycloak.tokens("beckon", rising);
        WireClient client = server.connectWith(tokens);
        client.refused("not-allowed", Frames.join(room, "role", "host"));
        keycloak.admin("beckon").giveRole(rising, "host");
        client.refused("not-allowed", Frames.join(room, "role", "host"));

        client.expect("refreshed", refresh(keycloak.refresh("beckon", tokens).access()));

        client.join(room, "role", "host", "pattern", "broadcast");
    }

    @Test
    void aRoleThatWasTakenIsLostWithTheNextToken() {
        String falling = SignedIn.newcomer(keycloak, "host");
        Tokens tokens = keycloak.tokens("beckon", falling);
        WireClient client = server.connectWith(tokens);
        WireClient watching = server.connectWith(keycloak.tokens("beckon", "alice"));
        client.join(room, "role", "host");
        watching.join(room);
        client.await("peer-joined");
        keycloak.admin("beckon").takeRole(falling, "host");

        client.expect("refreshed", refresh(keycloak.refresh("beckon", tokens).access()));

        for (WireClient told : List.of(client, watching)) {
            JsonNode updated = told.await("peer-updated").path("peer");
            assertEquals(client.peer(), updated.path("peer").asText());
            assertEquals("participant", updated.path("role").asText());
        }
        client.refused("not-allowed", Frames.join(ServerUnderTest.freshRoom(), "role", "host"));
    }

    @Test
    void anotherUsersTokenOrABadOneIsRefusedAndEverythingGoesOn() {
        Tokens own = keycloak.tokens("beckon", "alice");
        WireClient alice = server.connectWith(own);
        alice.join(room);
        List<String> others = List.of(
                keycloak.tokens("beckon", "henry").access(),
                keycloak.tokens("acme", "alice").access(),
                handMade.token("sub", own.subject()),
                handMade.token("exp", Instant.now().getEpochSecond() - 1),
                own.refresh(),
                own.id(),
                "garbage");

        for (String other : others) {
            JsonNode refused = alice.refused("bad-token", refresh(other));
            assertEquals("token", refused.path("field").asText());
        }

        alice.ack(Frames.message("goes on"));
        alice.expect("refreshed", refresh(keycloak.tokens("beckon", "alice").access()));
    }

    private static Map<String, Object> refresh(String token) {
        return Frames.frame("refresh", "token", token);
    }
}
