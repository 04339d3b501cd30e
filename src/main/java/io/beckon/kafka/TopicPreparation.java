package io.beckon.kafka;

import static java.util.stream.Collectors.joining;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** The steps that make the topics ready, tried again until the brokers answer. Several nodes may do so at once. */
final class TopicPreparation {

    private static final Logger LOG = System.getLogger(TopicPreparation.class.getName());
    private static final long BETWEEN_TRIES_MILLIS = 300;
    private static final long BETWEEN_REPORTS_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ClientSettings settings;
    private final TopicNeeds needs;
    private final List<TopicPlan> plans;

    TopicPreparation(ClientSettings settings, TopicNeeds needs) {
        this.settings = settings;
        this.needs = needs;
        this.plans = TopicPlan.all(needs);
    }

    /** The brokers did not answer, or not yet as they will: to be tried again. */
    private static final class NotYet extends Exception {

        private static final long serialVersionUID = 1L;

        NotYet(@Nullable Throwable cause) {
            super(String.valueOf(cause), cause);
        }
    }

    Topics run() {
        long begin = System.nanoTime();
        long reported = begin;
        while (true) {
            try (Admin admin = admin()) {
                return prepare(admin);
            } catch (NotYet e) {
                long now = System.nanoTime();
                if (now - begin > needs.patience().toNanos()) {
                    throw new UnsuitableTopics("no good answer from the brokers at " + settings.servers() + " for "
                            + needs.patience().toSeconds() + " s: " + e.getMessage()
                            + "; check kafka.bootstrap.servers and that the brokers run and can be reached from here");
                }
                if (now - reported > BETWEEN_REPORTS_NANOS) {
                    reported = now;
                    LOG.log(
                            Level.INFO,
                            "Waiting for the brokers at " + settings.servers() + " (kafka.bootstrap.servers): "
                                    + e.getMessage());
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsuitableTopics("interrupted while waiting for the brokers");
        }
    }

    private Admin admin() throws NotYet {
        try {
            return settings.admin("beckon-topics");
        } catch (KafkaException e) {
            String why = String.valueOf(e.getCause() == null ? e : e.getCause());
            if (why.contains("bootstrap.servers")) {
                throw new NotYet(e.getCause());
            }
            throw new UnsuitableTopics("the kafka.* client settings are not accepted: " + why);
        }
    }

    private Topics prepare(Admin admin) throws NotYet {
        int brokers = brokers(admin);
        Map<String, TopicDescription> found = describe(admin);
        List<TopicPlan> missing =
                plans.stream().filter(plan -> !found.containsKey(plan.name())).toList();
        if (!missing.isEmpty()) {
            create(admin, missing, brokers);
            found.putAll(describe(admin));
        }
        return verify(found, configs(admin), brokers);
    }

    /** Those that are down count too: else topics made while a cluster starts would get too few replicas. */
    private int brokers(Admin admin) throws NotYet {
        try {
            var options = new DescribeClusterOptions().includeFencedBrokers(true);
            return get(admin.describeCluster(options).nodes(), "Describe on the cluster")
                    .size();
        } catch (NotYet e) {
            if (e.getCause() instanceof UnsupportedVersionException) {
                return get(admin.describeCluster().nodes(), "Describe on the cluster")
                        .size();
            }
            throw e;
        }
    }

    private Map<String, TopicDescription> describe(Admin admin) throws NotYet {
        var futures = admin.describeTopics(plans.stream().map(TopicPlan::name).toList())
                .topicNameValues();
        Map<String, TopicDescription> found = new HashMap<>();
        for (TopicPlan plan : plans) {
            try {
                found.put(plan.name(), get(future(futures, plan.name()), "Describe on topic " + plan.name()));
            } catch (NotYet e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    private void create(Admin admin, List<TopicPlan> missing, int brokers) throws NotYet {
        if (brokers < TopicPlan.SAFE_REPLICATION) {
            LOG.log(
                    Level.WARNING,
                    "Topics are made with replication " + brokers + ", as there are no more brokers: when a "
                            + "broker is lost, so may be what was acknowledged. For production use at least "
                            + TopicPlan.SAFE_REPLICATION);
        }
        var futures = admin.createTopics(
                        missing.stream().map(plan -> plan.onBrokers(brokers)).toList())
                .values();
        for (TopicPlan plan : missing) {
            try {
                future(futures, plan.name()).get();
                LOG.log(Level.INFO, "Made a topic: topic=" + plan.name());
            } catch (ExecutionException e) {
                notCreated(e.getCause(), missing, brokers);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnsuitableTopics("interrupted while making topics");
            }
        }
    }

    private void notCreated(@Nullable Throwable why, List<TopicPlan> missing, int brokers) throws NotYet {
        if (why instanceof AuthorizationException
                || why instanceof PolicyViolationException
                || why instanceof InvalidConfigurationException) {
            throw new UnsuitableTopics("topics are missing and this principal could not make them (" + why.getMessage()
                    + "); allow it to, or make them: "
                    + missing.stream()
                            .map(plan -> plan.command(settings.servers(), brokers))
                            .collect(joining("; ")));
        }
        if (!(why instanceof TopicExistsException)) {
            throw new NotYet(why);
        }
    }

    private Map<String, Config> configs(Admin admin) throws NotYet {
        var resources = plans.stream()
                .map(plan -> new ConfigResource(ConfigResource.Type.TOPIC, plan.name()))
                .toList();
        var futures = admin.describeConfigs(resources).values();
        Map<String, Config> configs = new HashMap<>();
        for (ConfigResource topic : resources) {
            configs.put(topic.name(), get(future(futures, topic), "DescribeConfigs on topic " + topic.name()));
        }
        return configs;
    }

    private Topics verify(Map<String, TopicDescription> found, Map<String, Config> configs, int brokers) throws NotYet {
        List<String> violations = new ArrayList<>();
        for (TopicPlan plan : plans) {
            TopicDescription topic = found.get(plan.name());
            Config config = configs.get(plan.name());
            if (topic == null || config == null) {
                throw new NotYet(new UnknownTopicOrPartitionException(plan.name()));
            }
            TopicCheck check = new TopicCheck(plan, topic, config, settings.servers(), brokers);
            violations.addAll(check.violations());
            check.warnings().forEach(warning -> LOG.log(Level.WARNING, warning));
        }
        if (!violations.isEmpty()) {
            throw new UnsuitableTopics(String.join("\n", violations));
        }
        TopicDescription events = Objects.requireNonNull(found.get(needs.names().events()));
        return new Topics(needs.names(), needs.partitions(), events.topicId().toString());
    }

    private static <K, V> KafkaFuture<V> future(Map<K, KafkaFuture<V>> futures, K key) {
        return Objects.requireNonNull(futures.get(key), () -> "no answer for " + key);
    }

    /** With what is behind it: a handshake fails for whatever reason. */
    private static String reason(AuthenticationException refused) {
        Throwable cause = refused;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == refused
                ? String.valueOf(refused.getMessage())
                : refused.getMessage() + ": " + cause.getMessage();
    }

    /** @param permission what the principal needs for it */
    private <T> T get(KafkaFuture<T> future, String permission) throws NotYet {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthenticationException refused) {
                throw new UnsuitableTopics("the brokers at " + settings.servers() + " do not accept this client: "
                        + reason(refused) + "; check kafka.security.protocol and the kafka.sasl.* and kafka.ssl.* "
                        + "settings");
            }
            if (e.getCause() instanceof AuthorizationException refused) {
                throw new UnsuitableTopics(
                        "this principal lacks a permission: " + refused.getMessage() + "; allow " + permission);
            }
            throw new NotYet(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnsuitableTopics("interrupted while waiting for the brokers");
        }
    }
}
