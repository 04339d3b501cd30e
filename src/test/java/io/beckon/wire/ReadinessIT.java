package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.cluster.KafkaCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readiness says whether a node can serve, and why not, whatever its brokers and its realm do; liveness is no matter of theirs. */
@Thorough
class ReadinessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LAPSE = "3";

    private static final KafkaCluster kafka = KafkaCluster.start("readiness", 1);

    @RegisterExtension
    static final ServerUnderTest node =
            new Clustered(kafka.bootstrapServers()).node("beckon.node-lapse", LAPSE, "beckon.resume-window", "2S");

    @AfterAll
    static void end() {
        kafka.close();
    }

    private static HttpResponse<String> ask(ServerProcess of, String check) {
        return DevelopmentTokens.send(HttpRequest.newBuilder(of.managementUrl().resolve("/q/health/" + check))
                .build());
    }

    @Test
    void goesDownWithTheBrokersAndComesUpWithThemByItself() {
        WireClient connected = node.connect(Encoding.JSON);
        assertEquals(200, ask(node.process(), "ready").statusCode());

        kafka.broker(1).pause();
        Await.until(PATIENCE, () -> ask(node.process(), "ready").statusCode() == 503, () -> "still ready");
        String why = ask(node.process(), "ready").body();
        assertTrue(why.contains("the brokers have taken no heartbeat of this node for"), why);
        assertEquals(200, ask(node.process(), "live").statusCode(), "an outage must not restart nodes");
        assertEquals(0, Clustered.metric(node, "beckon_ready"));
        assertTrue(Clustered.metric(node, "beckon_heartbeat_age_seconds") > Integer.parseInt(LAPSE));
        connected.barrier();

        kafka.broker(1).unpause();
        Await.until(
                PATIENCE,
                () -> ask(node.process(), "ready").statusCode() == 200,
                () -> "not ready again: " + ask(node.process(), "ready").body());
        assertEquals(1, Clustered.metric(node, "beckon_ready"));
    }

    @Test
    void aRealmThatHangsKeepsNobodyFromStarting() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String realm = "http://127.0.0.1:" + silent.getLocalPort() + "/realms/silent";
            try (ServerProcess started = ServerProcess.startUnready(
                    "silent-realm",
                    Map.of("quarkus.oidc.auth-server-url", realm, "quarkus.oidc.client-id", "beckon"))) {
                HttpResponse<String> ready = ask(started, "ready");
                assertEquals(503, ready.statusCode(), ready::body);
                assertTrue(ready.body().contains("no keys yet of " + realm), ready::body);
            }
        }
    }
}
