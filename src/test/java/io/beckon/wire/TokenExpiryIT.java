package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A connection lives no longer than its token. */
class TokenExpiryIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @ParameterizedTest
    @EnumSource
    void theEndIsAnnouncedAndThenTheConnectionCloses(Encoding encoding) {
        WireClient client = server.connect(encoding, User.any().ttlSeconds(3));

        JsonNode expiring = client.await("token-expiring");
        Instant end = Instant.parse(expiring.path("expiresAt").asText());
        assertEquals(
                client.welcome().path("expiresAt").asText(),
                expiring.path("expiresAt").asText());
        assertEquals(4001, client.closed());
        assertFalse(Instant.now().isBefore(end.minusMillis(100)), "not before it expires");
    }

    @ParameterizedTest
    @EnumSource
    void aNewTokenOfTheSameUserResumes(Encoding encoding) {
        User alice = User.any();
        String room = ServerUnderTest.freshRoom();
        WireClient expiring = server.connect(encoding, alice.ttlSeconds(2));
        expiring.join(room);
        assertEquals(4001, expiring.closed());

        WireClient again = server.connect(encoding, alice);
        JsonNode resumed = again.expect("resumed", Resuming.resume(expiring, room));
        assertEquals(
                again.welcome().path("expiresAt").asText(),
                resumed.path("expiresAt").asText());
    }

    @ParameterizedTest
    @EnumSource
    void anExpiredTokenIsRefused(Encoding encoding) {
        User alice = User.any().ttlSeconds(1);
        UpgradeRequest late = server.upgrade(encoding, alice);
        WireClient client = server.connect(encoding, alice);
        client.closed();

        assertEquals(401, late.answer().status());
    }
}
