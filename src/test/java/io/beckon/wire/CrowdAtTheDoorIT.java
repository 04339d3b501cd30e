package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More connections than there may be: those go that do not say what they want. */
class CrowdAtTheDoorIT {

    /** So many that are no WebSockets, for this address. */
    private static final int PLAIN = 64;

    @RegisterExtension
    static final ServerUnderTest server =
            ServerUnderTest.with("beckon.limits.connections-per-address", "16", "beckon.limits.open-connections", "80");

    @Test
    void oneHostsUnfinishedRequestsDoNotKeepOthersOut() {
        WireClient before = server.connect(Encoding.JSON);
        Deque<RawRequest> crowd = new ArrayDeque<>();
        for (int i = 0; i < 3 * PLAIN; i++) {
            crowd.add(unfinished());
            if (i % 16 == 0) {
                server.connect(Encoding.JSON).close();
            }
        }

        WireClient newcomer = server.connect(Encoding.JSON);
        newcomer.barrier();
        before.barrier();
        for (int i = 0; i < PLAIN; i++) {
            RawRequest first = Objects.requireNonNull(crowd.poll());
            HttpAnswer answer = first.answerIfAny();
            assertTrue(answer == null || answer.status() == 503, () -> "told: " + answer);
        }
        assertEquals(
                200,
                RawRequest.ask(
                                server.managementUrl(),
                                RawRequest.head(server.managementUrl(), "GET /q/health/ready") + "\r\n")
                        .status());
        assertMetric("beckon_connections_sent_away_total");
    }

    private static void assertMetric(String name) {
        String metrics = RawRequest.ask(
                        server.managementUrl(), RawRequest.head(server.managementUrl(), "GET /q/metrics") + "\r\n")
                .body();
        assertTrue(metrics.lines().anyMatch(line -> line.startsWith(name) && !line.endsWith(" 0.0")), metrics);
    }

    private static RawRequest unfinished() {
        return server.closedAfterwards(
                RawRequest.to(server.url()).send(RawRequest.head(server.url(), "GET /v1/sign-in")));
    }
}
