package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import io.beckon.ops.Alert;
import io.beckon.ops.Exposition;
import io.beckon.ops.MetricsTable;
import io.beckon.ops.Prometheus;
import io.beckon.ops.Promtool;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What nodes tell Prometheus is what the documentation, the alerts and the dashboard say, and moves with what happens. */
@Thorough
class MetricsIT {

    private static final Path DASHBOARD = Path.of("k8s", "components", "monitoring", "dashboard.json");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** What an expression asks for: a metric, with conditions on its labels. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b(?:beckon|jvm|process|system|netty)_\\w+(?:\\{[^}]*})?");

    @RegisterExtension
    static final ServerUnderTest alone =
            ServerUnderTest.with("beckon.audit.file", "target/wire/metrics-" + UUID.randomUUID() + ".jsonl");

    @RegisterExtension
    static final ServerUnderTest clustered = new Clustered().node();

    private static String scrape(ServerUnderTest node) {
        return DevelopmentTokens.send(
                        HttpRequest.newBuilder(node.managementUrl().resolve("/q/metrics"))
                                .header("Accept", "text/plain;version=0.0.4")
                                .build())
                .body();
    }

    private static Exposition of(ServerUnderTest node) {
        return new Exposition(scrape(node));
    }

    @Test
    void theDocumentationHasAllOfThem() {
        MetricsTable.compare(of(alone), of(clustered));
    }

    @Test
    void promtoolHasNoRemarks() {
        Promtool.checkMetrics(scrape(alone));
        Promtool.checkMetrics(scrape(clustered));
    }

    @Test
    void whatHappensIsCounted() {
        happens(alone);
        happens(clustered);
    }

    private static void happens(ServerUnderTest node) {
        Exposition before = of(node);
        Pair pair = Pair.join(node, Encoding.CBOR);
        pair.offered();
        pair.answered();
        HttpAnswer refused = UpgradeRequest.to(node.url())
                .token("none")
                .subprotocols(Encoding.JSON.subprotocol())
                .answer();
        assertEquals(401, refused.status());

        Await.until(
                PATIENCE,
                () -> {
                    Exposition after = of(node);
                    return grown(before, after, "beckon_negotiation_seconds_count", "outcome=\"answered\"") == 1
                            && grown(before, after, "beckon_denials_total", "reason=\"bad-token\"") == 1;
                },
                () -> "not counted: " + scrape(node));

        Exposition after = of(node);
        assertEquals(2, grown(before, after, "beckon_connections", "encoding=\"cbor\",transport=\"websocket\""));
        assertEquals(
                2, grown(before, after, "beckon_sessions_opened_total", "encoding=\"cbor\",transport=\"websocket\""));
        assertEquals(2, grown(before, after, "beckon_participants", ""));
        assertEquals(2, grown(before, after, "beckon_frames_received_total", "type=\"join\""));
        assertEquals(1, grown(before, after, "beckon_frames_received_total", "type=\"offer\""));
        assertEquals(1, grown(before, after, "beckon_frames_sent_total", "type=\"offer\""));
        assertEquals(1, grown(before, after, "beckon_frames_sent_total", "type=\"answer\""));
        assertEquals(2, grown(before, after, "beckon_frames_sent_total", "type=\"joined\""));
        assertTrue(grown(before, after, "beckon_delivery_seconds_count", "") >= 3, "peer-joined, offer, answer");
        assertTrue(grown(before, after, "beckon_apply_seconds_count", "") >= 4, "two joins, an offer, an answer");
        assertTrue(
                grown(before, after, "beckon_follow_seconds_count", "") >= 4, "of all of them the log's time is known");
        assertEquals(1, after.value("beckon_ready", ""));
    }

    private static double grown(Exposition before, Exposition after, String name, String labels) {
        return after.value(name, labels) - before.value(name, labels);
    }

    @Test
    void appendsAndHeartbeatsOfAClusterAreTimed() {
        Pair.join(clustered, Encoding.JSON);

        Exposition after = of(clustered);

        assertTrue(after.value("beckon_append_seconds_count", "") >= 2, "two joins");
        assertTrue(after.value("beckon_heartbeat_age_seconds", "") < 60, "one a second");
        assertTrue(after.value("beckon_heartbeats_missed", "") < 10, "it lives");
    }

    /** Each expression is given to a real Prometheus that scrapes both nodes. */
    @Test
    void theDashboardAndTheAlertsAskForWhatThereIs() throws IOException {
        List<String> queries = queries();
        List<String> selectors = new ArrayList<>();
        Alert.all()
                .forEach(alert ->
                        SELECTOR.matcher(alert.expression()).results().forEach(found -> selectors.add(found.group())));
        assertFalse(queries.isEmpty());
        assertTrue(selectors.size() >= Alert.all().size(), selectors::toString);

        try (Prometheus prometheus = new Prometheus(List.of(alone.managementUrl(), clustered.managementUrl()))) {
            queries.forEach(query ->
                    assertFalse(prometheus.query(query).isEmpty(), () -> "nothing on the dashboard for " + query));
            selectors.forEach(selector -> assertFalse(
                    prometheus.query(selector).isEmpty(),
                    () -> "an alert asks for " + selector + ", which is not there"));
            Alert.all().forEach(alert -> prometheus.query(alert.expression()));
        }
    }

    @Test
    void theRunbookNamesWhatThereIs() throws IOException {
        Set<String> named = new TreeSet<>();
        Pattern.compile("`((?:beckon|jvm|process|system)_\\w+)")
                .matcher(Files.readString(Path.of("docs", "runbook.md")))
                .results()
                .forEach(found -> named.add(found.group(1)));
        assertFalse(named.isEmpty());
        named.removeAll(of(alone).families().keySet());
        named.removeAll(of(clustered).families().keySet());
        assertEquals(Set.of(), named);
    }

    /** As Grafana sends them, for all nodes. */
    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr")
                            .asText()
                            .replace("$__rate_interval", "1m")
                            .replace("$instance", ".+")));
        }
        return queries;
    }
}
