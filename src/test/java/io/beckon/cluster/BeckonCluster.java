package io.beckon.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Beckon nodes over real brokers; each node has its own way to the brokers, which can be cut. */
final class BeckonCluster implements AutoCloseable {

    private final @Nullable KafkaCluster kafka;
    private final List<BeckonNode> nodes;

    private BeckonCluster(@Nullable KafkaCluster kafka, List<BeckonNode> nodes) {
        this.kafka = kafka;
        this.nodes = nodes;
    }

    /** The ports of a node, the clients' and the operators'. */
    record NodePorts(int http, int management) {
        static NodePorts free() {
            return new NodePorts(Ports.free(), Ports.free());
        }
    }

    static BeckonCluster start(String name, int brokers, int nodes, Map<String, String> properties) {
        return start(
                name, brokers, Stream.generate(NodePorts::free).limit(nodes).toList(), properties);
    }

    /** {@code properties} are for all nodes, on top of those for a cluster. */
    static BeckonCluster start(String name, int brokers, List<NodePorts> nodes, Map<String, String> properties) {
        String[] listeners = IntStream.rangeClosed(1, nodes.size())
                .mapToObj(BeckonCluster::listener)
                .toArray(String[]::new);
        KafkaCluster kafka = KafkaCluster.start(name, brokers, listeners);
        Path directory = directory(name);
        List<BeckonNode> started = new ArrayList<>();
        for (int i = 1; i <= nodes.size(); i++) {
            Map<String, String> ofNode = new LinkedHashMap<>(kafkaProperties(kafka.bootstrapServers(listener(i))));
            ofNode.putAll(properties);
            NodePorts ports = nodes.get(i - 1);
            started.add(new BeckonNode("node-" + i, ports.http(), ports.management(), ofNode, directory));
        }
        return new BeckonCluster(kafka, started).start();
    }

    /** One node with its log in memory, for what needs no other. */
    static BeckonCluster alone(String name, Map<String, String> properties) {
        BeckonNode node = new BeckonNode("node-1", Ports.free(), Ports.free(), properties, directory(name));
        return new BeckonCluster(null, List.of(node)).start();
    }

    static Map<String, String> kafkaProperties(String bootstrapServers) {
        String key = Base64.getEncoder().encodeToString("the session key of all the nodes".getBytes());
        return Map.of("beckon.log", "kafka", "kafka.bootstrap.servers", bootstrapServers, "beckon.session-keys", key);
    }

    KafkaCluster kafka() {
        if (kafka == null) {
            throw new IllegalStateException("this node has no brokers");
        }
        return kafka;
    }

    /** {@code number} counts from 1. */
    BeckonNode node(int number) {
        return nodes.get(number - 1);
    }

    List<BeckonNode> nodes() {
        return nodes;
    }

    /** The name of a node's own way to the brokers. */
    static String listener(int node) {
        return "NODE" + node;
    }

    /** Brings back whatever is missing, and waits until all are ready. */
    BeckonCluster heal() {
        if (kafka != null) {
            kafka.brokers().stream().filter(broker -> !broker.isAlive()).forEach(Broker::start);
            kafka.awaitReady();
        }
        return start();
    }

    @Override
    public void close() {
        nodes.stream().filter(BeckonNode::isAlive).forEach(BeckonNode::kill);
        if (kafka != null) {
            kafka.close();
        }
    }

    private BeckonCluster start() {
        nodes.stream().filter(node -> !node.isAlive()).forEach(BeckonNode::start);
        try {
            nodes.forEach(BeckonNode::awaitReady);
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private static Path directory(String name) {
        try {
            return Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "nodes").toAbsolutePath()), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
