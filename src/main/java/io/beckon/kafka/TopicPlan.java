package io.beckon.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import io.beckon.log.CallLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One topic as it is created.
 *
 * @param isSpread whether records go to all partitions that it has, be they more
 * @param kept the shortest retention it may have; zero: whatever the operator likes
 * @param settings the topic's own, without those of replication
 */
record TopicPlan(String name, int partitions, boolean isSpread, Duration kept, Map<String, String> settings) {

    /** With at least this many replicas a topic survives the loss of a broker. */
    static final int SAFE_REPLICATION = 3;

    static final int SAFE_IN_SYNC = 2;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SEGMENT = Duration.ofMinutes(10);
    /**
     * Whoever reads a checkpoint takes what was there when it began. What is younger than this replaces nothing yet, so a record that
     * the log cleaner takes away meanwhile has a successor among those.
     */
    private static final Duration LONGEST_READ = Duration.ofMinutes(5);

    static List<TopicPlan> all(TopicNeeds needs) {
        TopicNames names = needs.names();
        List<TopicPlan> plans = new ArrayList<>(List.of(
                events(needs),
                checkpoints(needs),
                deleted(names.calls(), KafkaCallLog.PARTITIONS, CallLog.HISTORY, Duration.ofMinutes(10)),
                deleted(names.control(), 1, longer(Duration.ofDays(1), needs.tokenLife()), needs.tokenLife()),
                deleted(names.nodes(), 1, HOUR, SEGMENT),
                spread(deleted(names.audit(), 12, Duration.ofDays(90), Duration.ZERO))));
        if (needs.pseudonyms()) {
            plans.add(pseudonyms(names));
        }
        if (needs.capture()) {
            plans.add(deleted(names.capture(), needs.partitions(), Duration.ofDays(7), Duration.ZERO));
        }
        return plans;
    }

    private static TopicPlan events(TopicNeeds needs) {
        Duration retention = longer(Duration.ofHours(24), needs.eventsKept());
        TopicPlan plan = deleted(needs.names().events(), needs.partitions(), retention, needs.eventsKept());
        plan.settings.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return plan;
    }

    private static TopicPlan checkpoints(TopicNeeds needs) {
        Map<String, String> settings = new HashMap<>();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
        settings.put(SEGMENT_BYTES_CONFIG, String.valueOf(16 << 20));
        settings.put(SEGMENT_MS_CONFIG, millis(SEGMENT));
        settings.put(MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
        settings.put(DELETE_RETENTION_MS_CONFIG, millis(HOUR));
        settings.put(MIN_COMPACTION_LAG_MS_CONFIG, millis(LONGEST_READ));
        return new TopicPlan(needs.names().checkpoints(), needs.partitions(), false, Duration.ZERO, settings);
    }

    /** What is deleted is to be gone within a day and a bit, also while few users are new. */
    private static TopicPlan pseudonyms(TopicNames names) {
        Map<String, String> settings = new HashMap<>();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
        settings.put(MAX_COMPACTION_LAG_MS_CONFIG, millis(Duration.ofDays(1)));
        settings.put(SEGMENT_MS_CONFIG, millis(HOUR));
        settings.put(MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.01");
        settings.put(DELETE_RETENTION_MS_CONFIG, millis(Duration.ofDays(1)));
        return new TopicPlan(names.pseudonyms(), 1, false, Duration.ZERO, settings);
    }

    /** A segment is rolled now and then, else what is old is never deleted while something is written. */
    private static TopicPlan deleted(String name, int partitions, Duration retention, Duration kept) {
        Map<String, String> settings = new HashMap<>();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        settings.put(RETENTION_MS_CONFIG, millis(retention));
        settings.put(SEGMENT_MS_CONFIG, millis(retention.compareTo(HOUR) > 0 ? HOUR : SEGMENT));
        return new TopicPlan(name, partitions, false, kept, settings);
    }

    private static TopicPlan spread(TopicPlan plan) {
        return new TopicPlan(plan.name, plan.partitions, true, plan.kept, plan.settings);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }

    String cleanupPolicy() {
        return settings.getOrDefault(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
    }

    NewTopic onBrokers(int brokers) {
        short replication = (short) Math.min(brokers, SAFE_REPLICATION);
        Map<String, String> all = new HashMap<>(settings);
        all.put(MIN_IN_SYNC_REPLICAS_CONFIG, String.valueOf(brokers < SAFE_REPLICATION ? 1 : SAFE_IN_SYNC));
        all.put(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
        return new NewTopic(name, Optional.of(partitions), Optional.of(replication)).configs(all);
    }

    /** How an operator creates it by hand. */
    String command(String servers, int brokers) {
        NewTopic topic = onBrokers(brokers);
        StringBuilder command = new StringBuilder("kafka-topics --bootstrap-server " + servers + " --create --topic "
                + name + " --partitions " + partitions + " --replication-factor " + topic.replicationFactor());
        topic.configs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> command.append(" --config ")
                        .append(setting.getKey())
                        .append('=')
                        .append(setting.getValue()));
        return command.toString();
    }
}
