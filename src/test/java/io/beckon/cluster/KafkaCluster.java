package io.beckon.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;

/**
 * Real Kafka brokers on loopback ports, each a process of its own. Beside the listener that nothing can cut it may have named
 * ones, whose clients reach every broker through a link of their own, so that one client can be cut off and the others not.
 */
public final class KafkaCluster implements AutoCloseable {

    private static final Duration START_UP = Duration.ofSeconds(90);

    private final Path directory;
    private final BrokerSettings settings;
    private final List<Broker> brokers;
    private final Map<String, List<Link>> links = new LinkedHashMap<>();

    private KafkaCluster(String name, int count, List<String> listeners, SecureListeners secure) {
        try {
            directory = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target", "kafka").toAbsolutePath()), name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = new BrokerSettings(count, listeners, secure);
        listeners.forEach(listener -> links.put(listener, settings.links(listener)));
        String clusterId = Uuid.randomUuid().toString();
        brokers = IntStream.rangeClosed(1, count)
                .mapToObj(id -> new Broker(id, directory.resolve("broker-" + id), clusterId, settings.of(id)))
                .toList();
    }

    /** Starts that many brokers and waits until all are ready. {@code name} says whose they are, in the folder's name. */
    public static KafkaCluster start(String name, int brokers, String... listeners) {
        KafkaCluster cluster = new KafkaCluster(name, brokers, List.of(listeners), SecureListeners.NONE);
        cluster.brokers.forEach(Broker::start);
        return ready(cluster);
    }

    /** The same with listeners that are not in clear text. */
    public static KafkaCluster start(String name, int brokers, SecureListeners secure) {
        KafkaCluster cluster = new KafkaCluster(name, brokers, List.of(), secure);
        cluster.brokers.forEach(broker -> broker.start(secure.options()));
        return ready(cluster);
    }

    private static KafkaCluster ready(KafkaCluster cluster) {
        try {
            cluster.awaitReady();
            return cluster;
        } catch (AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    /** Starts one with these options of its JVM, and ends it orderly once it is ready. */
    static void tryOut(List<String> options) {
        try (KafkaCluster cluster = new KafkaCluster("trial", 1, List.of(), SecureListeners.NONE)) {
            cluster.broker(1).start(options);
            cluster.awaitReady();
            cluster.broker(1).stop();
        }
    }

    /** Addresses of the brokers' own ports, which nothing can cut. */
    public String bootstrapServers() {
        return settings.bootstrapServers();
    }

    /** Addresses of the links of a named listener, or of the brokers themselves where it is a secure one. */
    public String bootstrapServers(String listener) {
        return settings.bootstrapServers(listener);
    }

    /** {@code id} counts from 1. */
    public Broker broker(int id) {
        return brokers.get(id - 1);
    }

    public List<Broker> brokers() {
        return brokers;
    }

    /** Nothing gets through to any broker, and nobody is told; after {@link #mend} what was sent meanwhile arrives. */
    public void stall(String listener) {
        links.get(listener).forEach(Link::stall);
    }

    /** The connections are reset, and new ones too. */
    public void sever(String listener) {
        links.get(listener).forEach(Link::sever);
    }

    public void mend(String listener) {
        links.get(listener).forEach(Link::mend);
    }

    public Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "3000",
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                "10000",
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                "200"));
    }

    /** Waits until the cluster counts every broker that is alive. */
    public void awaitReady() {
        try (Admin admin = admin()) {
            for (Broker broker : brokers) {
                if (broker.isAlive() && !broker.process().awaitWhileAlive(START_UP, () -> isMember(admin, broker))) {
                    throw new AssertionError("broker " + broker.id() + " is not ready, see " + broker.log());
                }
            }
        }
    }

    private static boolean isMember(Admin admin, Broker broker) throws InterruptedException {
        try {
            return admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).stream()
                    .anyMatch(node -> node.id() == broker.id());
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** The files in which the brokers keep a topic's records. */
    public List<Path> segments(String topic) {
        return brokers.stream()
                .flatMap(broker ->
                        files(directory.resolve("broker-" + broker.id()).resolve("data")).stream())
                .filter(file -> file.toString().endsWith(".log")
                        && file.getParent().getFileName().toString().matches(Pattern.quote(topic) + "-[0-9]+"))
                .toList();
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted(Comparator.reverseOrder()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills all brokers and deletes their data; their logs stay. */
    @Override
    public void close() {
        brokers.stream().filter(Broker::isAlive).forEach(Broker::kill);
        links.values().forEach(ofListener -> ofListener.forEach(Link::close));
        brokers.forEach(
                broker -> delete(directory.resolve("broker-" + broker.id()).resolve("data")));
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try {
            for (Path file : files(directory)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
