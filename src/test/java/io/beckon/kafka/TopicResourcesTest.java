package io.beckon.kafka;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.kubernetes.Manifests;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** The KafkaTopics of the manifests are those that nodes with default settings would make themselves. */
class TopicResourcesTest {

    private static final TopicNeeds DEFAULTS = new TopicNeeds(
            new TopicNames("signaling"),
            64,
            Duration.ofSeconds(120),
            Duration.ofHours(24),
            Duration.ofSeconds(60),
            false,
            false);

    @Test
    void theyAreTheSame() {
        Map<String, String> wanted = new TreeMap<>();
        for (TopicPlan plan : TopicPlan.all(DEFAULTS)) {
            NewTopic topic = plan.onBrokers(TopicPlan.SAFE_REPLICATION);
            wanted.put(
                    topic.name(),
                    topic.numPartitions() + " " + topic.replicationFactor() + " " + new TreeMap<>(topic.configs()));
        }
        Map<String, String> written = new TreeMap<>();
        Manifests.production()
                .ofKind("KafkaTopic")
                .forEach(topic -> written.put(
                        topic.at("/metadata/name").asText(),
                        topic.at("/spec/partitions").asText() + " "
                                + topic.at("/spec/replicas").asText() + " " + settings(topic.at("/spec/config"))));
        assertEquals(wanted, written);
    }

    private static Map<String, String> settings(JsonNode config) {
        return new TreeMap<>(config.properties().stream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().asText())));
    }

    @Test
    void theNodesMayUseThemAllAndNoOther() {
        Set<String> allowed = new TreeSet<>();
        for (JsonNode rule :
                Manifests.production().one("KafkaUser", "beckon-node").at("/spec/authorization/acls")) {
            if (rule.at("/resource/type").asText().equals("topic")) {
                allowed.add(rule.at("/resource/name").asText());
            }
        }
        Set<String> wanted = new TreeSet<>();
        TopicPlan.all(DEFAULTS).forEach(plan -> wanted.add(plan.name()));
        assertEquals(wanted, allowed);
    }
}
