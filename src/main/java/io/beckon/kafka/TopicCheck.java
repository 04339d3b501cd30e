package io.beckon.kafka;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;

/** Compares a topic with its plan. Each violation names the topic, the setting, the value found and the remedy. */
final class TopicCheck {

    private final TopicPlan plan;
    private final TopicDescription found;
    private final Config config;
    private final String servers;
    private final int brokers;
    private final List<String> violations = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    TopicCheck(TopicPlan plan, TopicDescription found, Config config, String servers, int brokers) {
        this.plan = plan;
        this.found = found;
        this.config = config;
        this.servers = servers;
        this.brokers = brokers;
        partitions();
        policy();
        retention();
        compaction();
        if (plan.settings().containsKey(MESSAGE_TIMESTAMP_TYPE_CONFIG)) {
            String wanted = plan.settings().get(MESSAGE_TIMESTAMP_TYPE_CONFIG);
            setting(MESSAGE_TIMESTAMP_TYPE_CONFIG, wanted, wanted, wanted::equals);
        }
        if (brokers >= TopicPlan.SAFE_REPLICATION) {
            replication();
        }
    }

    List<String> violations() {
        return violations;
    }

    List<String> warnings() {
        return warnings;
    }

    private void partitions() {
        int count = found.partitions().size();
        if (count > plan.partitions() && !plan.isSpread()) {
            warnings.add("topic " + plan.name() + ": it has " + count + " partitions, only the first "
                    + plan.partitions() + " are used");
        } else if (count < plan.partitions()) {
            violations.add("topic " + plan.name() + ": it has " + count + " partitions, needed are " + plan.partitions()
                    + "; if nodes used it as it is, set beckon.kafka.partitions=" + count
                    + ", otherwise run kafka-topics --bootstrap-server " + servers + " --alter --topic " + plan.name()
                    + " --partitions " + plan.partitions());
        }
    }

    private void policy() {
        setting(CLEANUP_POLICY_CONFIG, plan.cleanupPolicy(), plan.cleanupPolicy(), plan.cleanupPolicy()::equals);
    }

    private void retention() {
        if (plan.kept().isZero()) {
            return;
        }
        long least = plan.kept().toMillis();
        setting(
                RETENTION_MS_CONFIG,
                "at least " + least,
                plan.settings().getOrDefault(RETENTION_MS_CONFIG, "-1"),
                value -> Long.parseLong(value) < 0 || Long.parseLong(value) >= least);
        String bytes = value(RETENTION_BYTES_CONFIG);
        if (!bytes.equals("-1")) {
            warnings.add("topic " + plan.name() + ": " + RETENTION_BYTES_CONFIG + " is " + bytes
                    + ", so records may be gone before their time; -1 keeps them");
        }
    }

    /** No reason not to start: a checkpoint that was cleaned while it was read is read again. */
    private void compaction() {
        String wanted = plan.settings().get(MIN_COMPACTION_LAG_MS_CONFIG);
        if (wanted != null && Long.parseLong(value(MIN_COMPACTION_LAG_MS_CONFIG)) < Long.parseLong(wanted)) {
            warnings.add(unsuitable(
                    MIN_COMPACTION_LAG_MS_CONFIG, value(MIN_COMPACTION_LAG_MS_CONFIG), "at least " + wanted, wanted));
        }
    }

    private void replication() {
        int least = found.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        if (least < TopicPlan.SAFE_REPLICATION) {
            violations.add("topic " + plan.name() + ": its replication factor is " + least + ", needed is "
                    + TopicPlan.SAFE_REPLICATION + " with " + brokers
                    + " brokers; add replicas with kafka-reassign-partitions --bootstrap-server " + servers
                    + ", or delete the topic and have it created anew if it is not in use");
        }
        setting(
                MIN_IN_SYNC_REPLICAS_CONFIG,
                "at least " + TopicPlan.SAFE_IN_SYNC,
                String.valueOf(TopicPlan.SAFE_IN_SYNC),
                value -> Integer.parseInt(value) >= TopicPlan.SAFE_IN_SYNC);
        setting(UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false", "false", "false"::equals);
    }

    private void setting(String name, String needed, String remedy, Predicate<String> suits) {
        String value = value(name);
        if (!suits.test(value)) {
            violations.add(unsuitable(name, value, needed, remedy));
        }
    }

    private String unsuitable(String name, String value, String needed, String remedy) {
        return "topic " + plan.name() + ": " + name + " is " + value + ", needed is " + needed
                + "; run kafka-configs --bootstrap-server " + servers + " --alter --entity-type topics --entity-name "
                + plan.name() + " --add-config " + name + "=" + remedy;
    }

    private String value(String name) {
        ConfigEntry entry = config.get(name);
        return entry == null ? "" : String.valueOf(entry.value());
    }
}
