package io.beckon.cluster;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;

/** The ports of all brokers of a cluster and, made of them, the configuration of each. */
final class BrokerSettings {

    private static final String CONTROLLER = "CONTROLLER";
    private static final String LOCAL = "LOCAL";

    private final int brokers;

    private final Map<String, List<Integer>> bound = new LinkedHashMap<>();
    private final Map<String, List<Integer>> advertised = new LinkedHashMap<>();
    private final SecureListeners secure;

    BrokerSettings(int brokers, List<String> listeners, SecureListeners secure) {
        this.brokers = brokers;
        this.secure = secure;
        bound.put(LOCAL, ports());
        bound.put(CONTROLLER, ports());
        advertised.put(LOCAL, bound.get(LOCAL));
        listeners.forEach(listener -> {
            bound.put(listener, ports());
            advertised.put(listener, ports());
        });
        secure.protocols().keySet().forEach(listener -> {
            bound.put(listener, ports());
            advertised.put(listener, bound.get(listener));
        });
    }

    /** Addresses of the brokers' own ports, which nothing can cut. */
    String bootstrapServers() {
        return bootstrapServers(LOCAL);
    }

    String bootstrapServers(String listener) {
        return advertised.get(listener).stream()
                .map(port -> "127.0.0.1:" + port)
                .collect(joining(","));
    }

    /** One link per broker from the advertised port to the bound one. */
    List<Link> links(String listener) {
        return IntStream.range(0, brokers)
                .mapToObj(index -> new Link(
                        advertised.get(listener).get(index), bound.get(listener).get(index)))
                .toList();
    }

    Properties of(int id) {
        Properties settings = new Properties();
        String replicas = String.valueOf(Math.min(brokers, 3));
        String inSync = brokers >= 3 ? "2" : "1";
        Map.<String, Object>ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", id),
                        Map.entry("listeners", addresses(bound, id)),
                        Map.entry("advertised.listeners", addresses(advertised, id)),
                        Map.entry("listener.security.protocol.map", protocols()),
                        Map.entry("controller.listener.names", CONTROLLER),
                        Map.entry("inter.broker.listener.name", LOCAL),
                        Map.entry("controller.quorum.voters", voters()),
                        Map.entry("broker.session.timeout.ms", 3000),
                        Map.entry("broker.heartbeat.interval.ms", 500),
                        Map.entry("controlled.shutdown.retry.backoff.ms", 500),
                        Map.entry("default.replication.factor", replicas),
                        Map.entry("min.insync.replicas", inSync),
                        Map.entry("unclean.leader.election.enable", false),
                        Map.entry("replica.lag.time.max.ms", 10_000),
                        Map.entry("offsets.topic.num.partitions", 2),
                        Map.entry("offsets.topic.replication.factor", replicas),
                        Map.entry("transaction.state.log.num.partitions", 2),
                        Map.entry("transaction.state.log.replication.factor", replicas),
                        Map.entry("transaction.state.log.min.isr", inSync),
                        Map.entry("share.coordinator.state.topic.num.partitions", 1),
                        Map.entry("share.coordinator.state.topic.replication.factor", replicas),
                        Map.entry("share.coordinator.state.topic.min.isr", inSync),
                        Map.entry("group.initial.rebalance.delay.ms", 0),
                        Map.entry("group.min.session.timeout.ms", 1000),
                        Map.entry("auto.create.topics.enable", false),
                        Map.entry("log.initial.task.delay.ms", 500),
                        Map.entry("log.retention.check.interval.ms", 1000),
                        Map.entry("log.segment.delete.delay.ms", 1000),
                        Map.entry("log.cleaner.backoff.ms", 1000),
                        Map.entry("log.cleaner.dedupe.buffer.size", 8 * 1024 * 1024),
                        Map.entry("log.index.size.max.bytes", 1024 * 1024),
                        Map.entry("num.network.threads", 2),
                        Map.entry("num.io.threads", 4))
                .forEach((name, value) -> settings.setProperty(name, value.toString()));
        settings.putAll(secure.settings());
        return settings;
    }

    private List<Integer> ports() {
        return IntStream.range(0, brokers).mapToObj(broker -> Ports.free()).toList();
    }

    private static String addresses(Map<String, List<Integer>> ports, int id) {
        return ports.entrySet().stream()
                .map(entry ->
                        entry.getKey() + "://127.0.0.1:" + entry.getValue().get(id - 1))
                .collect(joining(","));
    }

    private String protocols() {
        List<String> names = new ArrayList<>(bound.keySet());
        return names.stream()
                .map(name -> name + ":" + secure.protocols().getOrDefault(name, "PLAINTEXT"))
                .collect(joining(","));
    }

    private String voters() {
        return IntStream.rangeClosed(1, brokers)
                .mapToObj(id -> id + "@127.0.0.1:" + bound.get(CONTROLLER).get(id - 1))
                .collect(joining(","));
    }
}
