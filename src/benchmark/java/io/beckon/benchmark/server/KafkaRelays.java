package io.beckon.benchmark.server;

import io.beckon.benchmark.load.Dialect;
import io.beckon.benchmark.load.Target;
import io.beckon.benchmark.relay.KafkaRelay;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Bare relays that share rooms over Kafka: the floor under nodes of the service. */
public final class KafkaRelays implements Contestant {

    private static final int PARTITIONS = 64;

    private final String name;
    private final int nodes;
    private final int brokers;
    private final Place place;

    public KafkaRelays(String name, int nodes, int brokers, Place place) {
        this.name = name;
        this.nodes = nodes;
        this.brokers = brokers;
        this.place = place;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Dialect dialect() {
        return new Dialect.Article();
    }

    @Override
    public boolean warmsUp() {
        return true;
    }

    @Override
    public Server start() {
        List<AutoCloseable> parts = new ArrayList<>();
        Brokers cluster = new Brokers(brokers, place);
        parts.add(cluster);
        cluster.createTopic("relay", PARTITIONS);
        List<URI> urls = new ArrayList<>();
        List<Long> processes = new ArrayList<>();
        for (int number = 1; number <= nodes; number++) {
            int port = Ports.free();
            List<String> command = new ArrayList<>(Place.quietJava("512m"));
            command.addAll(List.of(
                    "-XX:+UseSerialGC",
                    "-cp",
                    Place.classPath(),
                    KafkaRelay.class.getName(),
                    String.valueOf(port),
                    cluster.bootstrapServers()));
            Child node = Child.start(name + "-" + number, command, place.logs());
            parts.add(node);
            processes.add(node.pid());
            node.await(() -> Ports.isOpen(port));
            urls.add(URI.create("ws://127.0.0.1:" + port));
        }
        return new Server(new Target(name, urls, dialect(), List.of(), processes), parts);
    }
}
