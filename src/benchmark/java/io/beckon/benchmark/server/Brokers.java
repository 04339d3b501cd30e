package io.beckon.benchmark.server;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A Kafka cluster of brokers that are controllers, too, each a process; its data goes when it ends. */
final class Brokers implements AutoCloseable {

    private final Place place;
    private final Path data;
    private final List<Integer> ports;
    private final List<Integer> controllers;
    private final List<Child> processes = new ArrayList<>();

    Brokers(int count, Place place) {
        this.place = place;
        ports = IntStream.range(0, count).mapToObj(i -> Ports.free()).toList();
        controllers = IntStream.range(0, count).mapToObj(i -> Ports.free()).toList();
        try {
            data = Files.createTempDirectory(Files.createDirectories(place.logs()), "kafka");
            String cluster = UUID.randomUUID().toString().replace("-", "").substring(0, 22);
            for (int id = 1; id <= count; id++) {
                start(id, cluster);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (int i = 0; i < count; i++) {
            int port = ports.get(i);
            processes.get(i).await(() -> Ports.isOpen(port));
        }
    }

    String bootstrapServers() {
        return ports.stream().map(port -> "127.0.0.1:" + port).collect(joining(","));
    }

    void createTopic(String topic, int partitions) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) ports.size())))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException("no topic " + topic, e);
        }
    }

    private void start(int id, String cluster) throws IOException {
        Path configuration = data.resolve("broker-" + id + ".properties");
        try (OutputStream output = Files.newOutputStream(configuration)) {
            settings(id).store(output, null);
        }
        Child format = Child.start(
                "kafka-format-" + id,
                kafka("kafka.tools.StorageTool", "format", "-t", cluster, "-c", configuration.toString()),
                place.logs());
        format.awaitEnd();
        processes.add(Child.start("kafka-" + id, kafka("kafka.Kafka", configuration.toString()), place.logs()));
    }

    private static List<String> kafka(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Child.java(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                Place.classPath(),
                program));
        command.addAll(List.of(arguments));
        return command;
    }

    private Properties settings(int id) {
        String replicas = String.valueOf(ports.size());
        String inSync = ports.size() >= 3 ? "2" : "1";
        String voters = IntStream.range(0, ports.size())
                .mapToObj(i -> (i + 1) + "@127.0.0.1:" + controllers.get(i))
                .collect(joining(","));
        Properties settings = new Properties();
        settings.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", String.valueOf(id)),
                Map.entry(
                        "listeners",
                        "LOCAL://127.0.0.1:" + ports.get(id - 1) + ",CONTROLLER://127.0.0.1:"
                                + controllers.get(id - 1)),
                Map.entry("listener.security.protocol.map", "LOCAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "LOCAL"),
                Map.entry("controller.quorum.voters", voters),
                Map.entry("log.dirs", data.resolve("data-" + id).toString()),
                Map.entry("default.replication.factor", replicas),
                Map.entry("min.insync.replicas", inSync),
                Map.entry("offsets.topic.num.partitions", "2"),
                Map.entry("offsets.topic.replication.factor", replicas),
                Map.entry("transaction.state.log.num.partitions", "2"),
                Map.entry("transaction.state.log.replication.factor", replicas),
                Map.entry("transaction.state.log.min.isr", inSync),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", replicas),
                Map.entry("share.coordinator.state.topic.min.isr", inSync),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("auto.create.topics.enable", "false")));
        return settings;
    }

    @Override
    public void close() {
        processes.forEach(Child::close);
        try (Stream<Path> files = Files.walk(data)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
