package io.beckon.log;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The nodes that live, as their heartbeats say: what they are called, and where others reach them. Safe for use by several threads. */
public final class Nodes {

    private final Instances instances;
    private final Map<String, Node> byInstance = new ConcurrentHashMap<>();

    /**
     * A node.
     *
     * @param instance its process
     * @param name a label for people
     * @param address an HTTP address; {@code null} when it tells none
     */
    public record Node(
            String instance, String name, @Nullable String address, Instant startedAt) {}

    public Nodes(Instances instances) {
        this.instances = instances;
        instances.whenLost(byInstance::remove);
    }

    /** A node says what it is. */
    public void heard(Node node) {
        if (!instances.isLost(node.instance())) {
            byInstance.put(node.instance(), node);
        }
    }

    /** The node of an instance, if it lives. */
    public @Nullable Node of(String instance) {
        return byInstance.get(instance);
    }

    /** By their names. Of several processes at one address only the latest is left. */
    public List<Node> living() {
        Map<String, Node> living = new LinkedHashMap<>();
        byInstance.values().stream()
                .sorted(Comparator.comparing(Node::startedAt))
                .forEach(node -> living.put(node.address() == null ? node.instance() : node.address(), node));
        return sorted(living.values());
    }

    private static List<Node> sorted(Collection<Node> nodes) {
        return nodes.stream()
                .sorted(Comparator.comparing(Node::name).thenComparing(Node::instance))
                .toList();
    }
}
