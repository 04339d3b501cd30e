package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.SharedKeycloak;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user may do without further configuration: every right takes the role of its name, of the realm or of the client. */
class RightsIT {

    private static final Keycloak keycloak = SharedKeycloak.get();

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(SignedIn.at(keycloak));

    private final String room = ServerUnderTest.freshRoom();

    @Test
    void whoHasNoRoleParticipatesAndViews() {
        assertEquals("participant", role(signIn("alice").join(room)));
        assertEquals("viewer", role(signIn("alice").join(room, "role", "viewer")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"host", "moderator", "media-server"})
    void aRoleBeyondOnesRightsIsRefusedAndNotLowered(String role) {
        WireClient watching = signIn("henry");
        watching.join(room);
        WireClient alice = signIn("alice");

        JsonNode refused = alice.refused("not-allowed", Frames.join(room, "role", role));

        assertEquals("role", refused.path("field").asText());
        assertTrue(!refused.path("retryable").asBoolean());
        alice.refused("not-in-room", Frames.message("am I in?", "room", room));
        watching.expectNothingBut();
        assertEquals(
                0,
                watching.expect("roster", Frames.frame("roster"))
                        .path("participants")
                        .size(),
                "others than oneself");
        alice.join(room);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "sfu", "mcu"})
    void aPatternBeyondOnesRightsIsRefused(String pattern) {
        JsonNode refused = signIn("alice").refused("not-allowed", Frames.join(room, "pattern", pattern));

        assertEquals("pattern", refused.path("field").asText());
    }

    @Test
    void aHostBroadcasts() {
        JsonNode joined = signIn("henry").join(room, "role", "host", "pattern", "broadcast");

        assertEquals("host", role(joined));
        assertEquals("viewer", role(signIn("alice").join(room)));
        signIn("henry").refused("not-allowed", Frames.join(ServerUnderTest.freshRoom(), "role", "moderator"));
    }

    @Test
    void aModeratorRemoves() {
        WireClient molly = signIn("molly");
        WireClient alice = signIn("alice");
        molly.join(room, "role", "moderator");
        alice.join(room);

        alice.refused("not-allowed", Frames.frame("kick", "peer", molly.peer()));
        molly.ack(Frames.frame("kick", "peer", alice.peer()));

        assertEquals("kicked", alice.await("left").path("reason").asText());
    }

    @Test
    void theRoleOfTheClientIsAsGoodAsTheRealms() {
        assertEquals("host", role(signIn("clara").join(room, "role", "host")));
        signIn("clara").refused("not-allowed", Frames.join(room, "role", "moderator"));
    }

    @Test
    void aMediaServerServes() {
        JsonNode joined = signIn("sid").join(room, "role", "media-server", "pattern", "sfu");

        assertEquals("media-server", role(joined));
        assertEquals("participant", role(signIn("alice").join(room)));
    }

    @Test
    void anotherRoleOfTheRealmGivesNothing() {
        signIn("tom").refused("not-allowed", Frames.join(room, "role", "host"));
    }

    private static WireClient signIn(String user) {
        return server.connectWith(keycloak.tokens("beckon", user));
    }

    private static String role(JsonNode joined) {
        return joined.path("self").path("role").asText();
    }
}
