package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TopicsIT {

    private final OwnTopics topics = OwnTopics.onSharedBroker();

    @AfterEach
    void close() {
        topics.close();
    }

    private Config config(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return OwnTopics.get(topics.admin.describeConfigs(List.of(resource)).all())
                .get(resource);
    }

    /** Returns when the brokers say so themselves, which is a little later than the controller. */
    private void set(String topic, String name, String value) {
        OwnTopics.get(topics.admin
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all());
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!config(topic).get(name).value().equals(value)) {
            assertTrue(System.nanoTime() < end, name + " is not " + value);
        }
    }

    private void assertRefused(String... parts) {
        String message = assertThrows(UnsuitableTopics.class, topics::prepare).getMessage();
        Stream.of(parts).forEach(part -> assertTrue(message.contains(part), message + " lacks " + part));
    }

    @Test
    void missingTopicsAreMadeAsTheyShallBe() {
        Topics prepared = topics.prepare();
        TopicNames names = topics.needs.names();
        var made = OwnTopics.get(topics.admin
                .describeTopics(List.of(
                        names.events(),
                        names.checkpoints(),
                        names.calls(),
                        names.control(),
                        names.nodes(),
                        names.audit()))
                .allTopicNames());
        assertEquals(
                Map.of(
                        names.events(), 4,
                        names.checkpoints(), 4,
                        names.calls(), 8,
                        names.control(), 1,
                        names.nodes(), 1,
                        names.audit(), 12),
                made.values().stream()
                        .collect(Collectors.toMap(
                                topic -> topic.name(),
                                topic -> topic.partitions().size())));
        Config events = config(names.events());
        assertEquals("delete", events.get("cleanup.policy").value());
        assertEquals("86400000", events.get("retention.ms").value());
        assertEquals("LogAppendTime", events.get("message.timestamp.type").value());
        Config checkpoints = config(names.checkpoints());
        assertEquals("compact", checkpoints.get("cleanup.policy").value());
        assertEquals("16777216", checkpoints.get("segment.bytes").value());
        assertEquals("600000", checkpoints.get("segment.ms").value());
        assertEquals("300000", checkpoints.get("min.compaction.lag.ms").value());
        assertEquals("0.1", checkpoints.get("min.cleanable.dirty.ratio").value());
        assertEquals("3600000", checkpoints.get("delete.retention.ms").value());
        assertEquals("7776000000", config(names.audit()).get("retention.ms").value());
        assertEquals(made.get(names.events()).topicId().toString(), prepared.eventsId());
    }

    @Test
    void threeNodesMayStartAtOnce() {
        List<CompletableFuture<Topics>> nodes = IntStream.range(0, 3)
                .mapToObj(node -> CompletableFuture.supplyAsync(topics::prepare, task -> new Thread(task).start()))
                .toList();
        Set<Topics> prepared = nodes.stream().map(CompletableFuture::join).collect(Collectors.toSet());
        assertEquals(1, prepared.size());
    }

    @Test
    void aSettingThatBreaksAPromiseIsNamedWithItsValueAndTheRemedy() {
        topics.prepare();
        TopicNames names = topics.needs.names();
        set(names.events(), "retention.ms", "1199999");
        set(names.events(), "message.timestamp.type", "CreateTime");
        set(names.checkpoints(), "cleanup.policy", "compact,delete");
        assertRefused(
                "topic " + names.events() + ": retention.ms is 1199999, needed is at least 1200000; run kafka-configs",
                "--entity-name " + names.events() + " --add-config retention.ms=86400000",
                "topic " + names.events() + ": message.timestamp.type is CreateTime, needed is LogAppendTime",
                "topic " + names.checkpoints() + ": cleanup.policy is compact,delete, needed is compact");
        set(names.events(), "retention.ms", "1200000");
        set(names.events(), "message.timestamp.type", "LogAppendTime");
        set(names.checkpoints(), "cleanup.policy", "compact");
        topics.prepare();
    }

    @Test
    void tooFewPartitionsAreRefused() {
        TopicPlan plan =
                TopicPlan.all(OwnTopics.needs(topics.needs.names().prefix(), 3)).get(0);
        NewTopic few = plan.onBrokers(1);
        OwnTopics.get(topics.admin.createTopics(List.of(few)).all());
        assertRefused(
                "topic " + topics.events() + ": it has 3 partitions, needed are 4",
                "beckon.kafka.partitions=3",
                "kafka-topics --bootstrap-server",
                "--alter --topic " + topics.events() + " --partitions 4");
    }

    @Test
    void brokersThatMayNotBeUsedAreNotWaitedFor() {
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                String.valueOf(topics.client.get("bootstrap.servers")),
                "security.protocol",
                "NOPE");
        String message = assertThrows(UnsuitableTopics.class, () -> Topics.prepare(client, topics.needs))
                .getMessage();
        assertTrue(message.contains("security.protocol"), message);
    }
}
