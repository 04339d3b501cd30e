package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A connection lives no longer than its token. */
class TokenExpiryIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void theEndIsAnnouncedAndThenTheConnectionCloses() {
        WireClient client = server.connect(Encoding.JSON, User.any().ttlSeconds(3));

        JsonNode expiring = client.await("token-expiring");
        Instant end = Instant.parse(expiring.path("expiresAt").asText());
        assertEquals(
                client.welcome().path("expiresAt").asText(),
                expiring.path("expiresAt").asText());
        assertEquals(4001, client.closed());
        assertFalse(Instant.now().isBefore(end.minusMillis(100)), "not before it expires");
    }

    @Test
    void aNewTokenOfTheSameUserResumes() {
        User alice = User.any();
        String room = ServerUnderTest.freshRoom();
        WireClient expiring = server.connect(Encoding.JSON, alice.ttlSeconds(2));
        expiring.join(room);
        assertEquals(4001, expiring.closed());

        WireClient again = server.connect(Encoding.JSON, alice);
        JsonNode resumed = again.expect("resumed", Resuming.resume(expiring, room));
        assertEquals(
                again.welcome().path("expiresAt").asText(),
                resumed.path("expiresAt").asText());
    }

    @Test
    void anExpiredTokenIsRefused() {
        User alice = User.any().ttlSeconds(1);
        UpgradeRequest late = server.upgrade(Encoding.JSON, alice);
        WireClient client = server.connect(Encoding.JSON, alice);
        client.closed();

        assertEquals(401, late.answer().status());
    }
}
