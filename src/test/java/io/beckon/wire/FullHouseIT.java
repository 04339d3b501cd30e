package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.cluster.Await;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As many WebSockets as there may be connections: nobody can go for a newcomer. */
class FullHouseIT {

    private static final int OPEN = 4;

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.limits.open-connections", Integer.toString(OPEN));

    @Test
    @Fills("beckon.limits.open-connections")
    void aNewcomerIsToldAndGetsInOnceSomebodyHasLeft() {
        List<WireClient> clients = new ArrayList<>();
        for (int i = 0; i < OPEN; i++) {
            clients.add(server.connect(Encoding.JSON));
        }

        HttpAnswer answer = ask(server.url(), "/v1/sign-in");
        assertEquals(503, answer.status());
        assertTrue(answer.header("Retry-After").isPresent());
        assertTrue(answer.body().contains("\"code\":\"unavailable\""), answer::body);
        assertEquals(200, ask(server.managementUrl(), "/q/health/ready").status());
        clients.forEach(WireClient::barrier);

        clients.get(0).close();
        Await.until(
                Duration.ofSeconds(20),
                () -> ask(server.url(), "/v1/sign-in").status() == 200,
                () -> "there is still no place");
    }

    private static HttpAnswer ask(URI port, String path) {
        return RawRequest.ask(port, RawRequest.head(port, "GET " + path) + "\r\n");
    }
}
