package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class TopicCheckTest {

    private static final TopicPlan EVENTS =
            TopicPlan.all(OwnTopics.needs("p", 2)).get(0);

    private final Map<String, String> settings =
            new HashMap<>(EVENTS.onBrokers(3).configs());

    {
        settings.put("retention.bytes", "-1");
    }

    private TopicCheck check(int brokers, int replication, int partitions) {
        return check(EVENTS, brokers, replication, partitions);
    }

    private TopicCheck check(TopicPlan plan, int brokers, int replication, int partitions) {
        List<Node> replicas = IntStream.range(0, replication)
                .mapToObj(id -> new Node(id, "localhost", 1))
                .toList();
        List<TopicPartitionInfo> all = IntStream.range(0, partitions)
                .mapToObj(number -> new TopicPartitionInfo(number, replicas.get(0), replicas, replicas))
                .toList();
        Config config = new Config(settings.entrySet().stream()
                .map(setting -> new ConfigEntry(setting.getKey(), setting.getValue()))
                .toList());
        return new TopicCheck(plan, new TopicDescription(plan.name(), false, all), config, "broker:9092", brokers);
    }

    private void assertViolation(String expected, TopicCheck check) {
        assertEquals(1, check.violations().size(), () -> "found " + check.violations());
        assertTrue(
                check.violations().get(0).startsWith(expected),
                check.violations().get(0));
    }

    @Test
    void aTopicAsItIsCreatedIsFine() {
        TopicCheck check = check(3, 3, 2);
        assertEquals(List.of(), check.violations());
        assertEquals(List.of(), check.warnings());
    }

    @Test
    void withThreeBrokersEachPartitionNeedsThreeReplicas() {
        assertViolation("topic p.events: its replication factor is 2, needed is 3 with 3 brokers", check(3, 2, 2));
    }

    @Test
    void withThreeBrokersTwoReplicasMustBeInSync() {
        settings.put("min.insync.replicas", "1");
        assertViolation(
                "topic p.events: min.insync.replicas is 1, needed is at least 2; run kafka-configs", check(3, 3, 2));
    }

    @Test
    void withThreeBrokersALeaderMustHaveAllThatWasAcknowledged() {
        settings.put("unclean.leader.election.enable", "true");
        assertViolation("topic p.events: unclean.leader.election.enable is true, needed is false", check(3, 3, 2));
    }

    @Test
    void withFewerBrokersReplicationIsWhatIsPossible() {
        settings.put("min.insync.replicas", "1");
        assertEquals(List.of(), check(2, 2, 2).violations());
        NewTopic onOne = EVENTS.onBrokers(1);
        assertEquals(1, onOne.replicationFactor());
        assertEquals("1", onOne.configs().get("min.insync.replicas"));
    }

    @Test
    void morePartitionsAreWarnedOf() {
        TopicCheck check = check(3, 3, 5);
        assertEquals(List.of(), check.violations());
        assertEquals(List.of("topic p.events: it has 5 partitions, only the first 2 are used"), check.warnings());
    }

    @Test
    void whereAllPartitionsAreUsedMoreOfThemAreFine() {
        TopicPlan audit = TopicPlan.all(OwnTopics.needs("p", 2)).stream()
                .filter(plan -> plan.name().equals("p.audit"))
                .findFirst()
                .orElseThrow();
        assertEquals(List.of(), check(audit, 3, 3, 20).warnings());
        assertEquals(1, check(audit, 3, 3, 11).violations().size());
    }

    @Test
    void whatIsReadNowShouldNotBeCompacted() {
        TopicPlan checkpoints = TopicPlan.all(OwnTopics.needs("p", 2)).get(1);
        settings.clear();
        settings.putAll(checkpoints.onBrokers(3).configs());
        assertEquals(List.of(), check(checkpoints, 3, 3, 2).warnings());
        settings.put("min.compaction.lag.ms", "0");
        TopicCheck check = check(checkpoints, 3, 3, 2);
        assertEquals(List.of(), check.violations());
        String warning = check.warnings().getFirst();
        assertTrue(
                warning.startsWith(
                        "topic p.checkpoints: min.compaction.lag.ms is 0, needed is at least 300000; run kafka-configs"),
                warning);
    }

    @Test
    void forEverIsLongEnough() {
        settings.put("retention.ms", "-1");
        assertEquals(List.of(), check(3, 3, 2).violations());
    }

    @Test
    void aLimitInBytesIsWarnedOf() {
        settings.put("retention.bytes", "1000");
        assertEquals(1, check(3, 3, 2).warnings().size());
    }
}
