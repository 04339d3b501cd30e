package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.Thorough;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section 1: how many connections one user or address may have. */
@Thorough
class ConnectionLimitsIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.connections-per-user", "2", "beckon.limits.connections-per-address", "4");

    @Test
    @Fills("beckon.limits.connections-per-user")
    void aUserWithTooManyConnectionsIsToldWhenToComeBack() {
        User alice = User.any();
        server.connect(Encoding.JSON, alice);
        server.connect(Encoding.JSON, alice);

        assertTold(server.upgrade(Encoding.JSON, alice).answer());
        server.connect(Encoding.JSON, User.any());
    }

    @Test
    @Fills("beckon.limits.connections-per-address")
    void anAddressWithTooManyConnectionsIsToldWhenToComeBack() {
        for (int i = 0; i < 4; i++) {
            server.connect(Encoding.JSON);
        }

        assertTold(server.upgrade(Encoding.JSON, User.any()).answer());
    }

    @Test
    void limitsAreToldBeforeABadSubprotocolAndAfterABadToken() {
        for (int i = 0; i < 4; i++) {
            server.connect(Encoding.JSON);
        }
        String token = server.token(User.any());

        assertTold(UpgradeRequest.to(server.url())
                .token(token)
                .subprotocols("chat")
                .answer());
        assertTold(UpgradeRequest.plain(server.url()).token(token).answer());
        assertEquals(401, UpgradeRequest.to(server.url()).token("bad").answer().status());
    }

    @Test
    void aConnectionThatEndedNoLongerCounts() {
        User alice = User.any();
        server.connect(Encoding.JSON, alice);
        server.connect(Encoding.JSON, alice).close();

        server.connect(Encoding.JSON, alice);
    }

    private static void assertTold(HttpAnswer answer) {
        assertTrue(List.of(429, 503).contains(answer.status()), answer::toString);
        Optional<String> seconds = answer.header("Retry-After");
        assertTrue(seconds.orElse("").matches("[0-9]+"), answer::toString);
    }
}
