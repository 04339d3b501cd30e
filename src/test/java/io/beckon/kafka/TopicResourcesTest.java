package io.beckon.kafka;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.kubernetes.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The KafkaTopics of the manifests are those that nodes with the same settings would make themselves. */
class TopicResourcesTest {

    /** What nodes need with this of the manifests. */
    private record Rendered(Manifests manifests, boolean pseudonyms, boolean capture) {

        TopicNeeds needs() {
            return new TopicNeeds(
                    new TopicNames("signaling"),
                    64,
                    Duration.ofSeconds(120),
                    Duration.ofHours(24),
                    Duration.ofSeconds(60),
                    pseudonyms,
                    capture);
        }

        @Override
        public String toString() {
            return manifests.name();
        }
    }

    static Stream<Rendered> rendered() {
        return Stream.of(
                new Rendered(Manifests.production(), false, false),
                new Rendered(Manifests.productionWith("pseudonyms"), true, false),
                new Rendered(Manifests.productionWith("capture"), false, true),
                new Rendered(Manifests.productionWith("pseudonyms", "capture"), true, true));
    }

    @ParameterizedTest
    @MethodSource("rendered")
    void theyAreTheSame(Rendered rendered) {
        Map<String, String> wanted = new TreeMap<>();
        for (TopicPlan plan : TopicPlan.all(rendered.needs())) {
            NewTopic topic = plan.onBrokers(TopicPlan.SAFE_REPLICATION);
            wanted.put(
                    topic.name(),
                    topic.numPartitions() + " " + topic.replicationFactor() + " " + new TreeMap<>(topic.configs()));
        }
        Map<String, String> written = new TreeMap<>();
        rendered.manifests()
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
    void theDocumentationHasAllRights() throws IOException {
        Set<String> written = new TreeSet<>();
        Pattern.compile("(?m)^\\| (topic|group|transactionalId) \\| `([^`]+)`[^|]*\\| ([A-Za-z, ]+) \\|$")
                .matcher(Files.readString(Path.of("docs", "operations.md")))
                .results()
                .forEach(row -> written.add(row.group(1) + " " + row.group(2) + " " + row.group(3)));
        Set<String> given = new TreeSet<>();
        for (JsonNode rule : Manifests.productionWith("pseudonyms", "capture")
                .one("KafkaUser", "beckon-node")
                .at("/spec/authorization/acls")) {
            boolean isPrefix = rule.at("/resource/patternType").asText().equals("prefix");
            given.add(rule.at("/resource/type").asText() + " "
                    + rule.at("/resource/name").asText() + (isPrefix ? "* " : " ")
                    + Manifests.each(rule.path("operations"))
                            .map(JsonNode::asText)
                            .collect(joining(", ")));
        }
        assertEquals(given, written);
    }

    /** What is captured they write only. */
    @ParameterizedTest
    @MethodSource("rendered")
    void theNodesMayUseThemAllAndNoOther(Rendered rendered) {
        Map<String, String> allowed = new TreeMap<>();
        for (JsonNode rule :
                rendered.manifests().one("KafkaUser", "beckon-node").at("/spec/authorization/acls")) {
            if (rule.at("/resource/type").asText().equals("topic")) {
                allowed.put(
                        rule.at("/resource/name").asText(),
                        rule.path("operations").toString());
            }
        }
        Map<String, String> wanted = new TreeMap<>();
        TopicPlan.all(rendered.needs())
                .forEach(plan -> wanted.put(
                        plan.name(),
                        plan.name().equals("signaling.capture")
                                ? "[\"Write\",\"Describe\",\"DescribeConfigs\"]"
                                : "[\"Read\",\"Write\",\"Describe\",\"DescribeConfigs\"]"));
        assertEquals(wanted, allowed);
    }
}
