package io.beckon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.beckon.audit.seal.Fault;
import io.beckon.audit.seal.PublicKeys;
import io.beckon.kafka.TopicNames;
import io.beckon.kafka.keeper.AuditComparison;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;

/** Whether the audit trail of a cluster at rest is what follows from its logs, each fact once and in order, and under seals. */
final class AuditVerdict {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final TopicNames NAMES = new TopicNames("signaling");
    /** Of the events, by default. */
    private static final int PARTITIONS = 64;

    private AuditVerdict() {}

    static void assertWhole(KafkaCluster kafka) {
        AuditComparison audit =
                new AuditComparison(Map.of("bootstrap.servers", kafka.bootstrapServers()), NAMES, PARTITIONS);
        try (Admin admin = kafka.admin()) {
            Await.until(PATIENCE, () -> audit.isProjected(admin), () -> "not all was projected");
        }
        Map<String, List<String>> expected = audit.expected();
        assertFalse(expected.isEmpty());
        Await.holdsWithin(PATIENCE, () -> audit.found().equals(expected));
        assertEquals(Map.of(), differences(expected, audit.found()));
        Await.until(PATIENCE, audit::isSealed, () -> "not all was sealed");
        List<Fault> faults = new ArrayList<>();
        audit.verify(PublicKeys.of(), faults);
        assertEquals(List.of(), faults);
        System.out.println(
                "audit: " + expected.values().stream().mapToInt(List::size).sum() + " facts of " + expected.size()
                        + " rooms and calls, each once");
    }

    private static Map<String, String> differences(
            Map<String, List<String>> expected, Map<String, List<String>> found) {
        TreeSet<String> all = new TreeSet<>(expected.keySet());
        all.addAll(found.keySet());
        Map<String, String> differences = new TreeMap<>();
        for (String subject : all) {
            List<String> wanted = expected.getOrDefault(subject, List.of());
            List<String> had = found.getOrDefault(subject, List.of());
            if (!wanted.equals(had)) {
                differences.put(subject, "expected " + wanted + ", found " + had);
            }
        }
        return differences;
    }
}
