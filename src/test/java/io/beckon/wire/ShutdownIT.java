package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that is told to stop says goodbye first. */
@Thorough
class ShutdownIT {

    @BeforeEach
    void needsAServerOfItsOwn() {
        Assumptions.assumeTrue(System.getProperty("beckon.url", "").isEmpty());
    }

    @Test
    void clientsAreToldWhenToComeBackBeforeTheyAreClosed() throws InterruptedException {
        try (ServerProcess process = ServerProcess.start("ShutdownIT", Map.of())) {
            List<WireClient> clients = Stream.of(Encoding.values())
                    .flatMap(encoding ->
                            Stream.generate(() -> connect(process, encoding)).limit(100))
                    .toList();
            assertTrue(process.isReady());
            process.terminate();

            clients.getFirst().await("going-away");
            assertFalse(process.isReady(), "new clients are still sent there");
            for (WireClient client : clients.subList(1, clients.size())) {
                long wait = client.await("going-away").path("reconnectInMs").asLong(-1);
                assertTrue(wait >= 0 && wait < 120_000, () -> "come back in " + wait + " ms");
                int code = client.closed();
                assertTrue(code == 1001 || code == 1012, () -> "closed with " + code);
            }
            int exit = process.exitCode(Duration.ofSeconds(10));
            assertTrue(exit == 0 || exit == 143, () -> "exit code " + exit);
        }
    }

    @Test
    void anIdleServerStopsAtOnce() {
        try (ServerProcess process = ServerProcess.start("ShutdownIT-idle", Map.of())) {
            process.terminate();

            int exit = process.exitCode(Duration.ofSeconds(5));
            assertTrue(exit == 0 || exit == 143, () -> "exit code " + exit);
        }
    }

    @Test
    void aClientThatDoesNotReadDoesNotHoldItUp() {
        try (ServerProcess process = ServerProcess.start("ShutdownIT-silent", Map.of())) {
            WireClient silent = connect(process, Encoding.JSON);
            silent.pauseReading();
            process.terminate();

            process.exitCode(Duration.ofSeconds(15));
            assertEquals(1, silent.received("joined").size());
        }
    }

    private static WireClient connect(ServerProcess process, Encoding encoding) {
        User user = User.any();
        String token = DevelopmentTokens.issue(process.url(), user);
        UpgradeRequest request = UpgradeRequest.to(process.url()).token(token).subprotocols(encoding.subprotocol());
        WireClient client = new WireClient(request.open(), encoding, user.id());
        client.join(ServerUnderTest.freshRoom());
        return client;
    }
}
