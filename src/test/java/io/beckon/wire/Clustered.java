package io.beckon.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.announcement.Announcement;
import io.beckon.cluster.Await;
import io.beckon.cluster.SharedBroker;
import io.beckon.kafka.CloudEvents;
import io.beckon.kafka.KafkaControlLog;
import io.beckon.kafka.TopicNames;
import io.beckon.kafka.keeper.Checkpoints;
import io.beckon.log.Partition;
import io.beckon.records.StateDigest;
import io.beckon.room.RoomKey;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Nodes that share their rooms over a broker, in topics of their own. */
public final class Clustered {

    static final String KEY = "bm90aGluZyBidXQgYSB0ZXN0IGtleSwgMzIgYnl0ZXM=";
    static final String OTHER_KEY = "YW5vdGhlciBvbmUgZm9yIHRlc3RzLCBhbHNvIGxvbmc=";

    private static final int PARTITIONS = 8;

    private final String prefix = "nodes-" + UUID.randomUUID();
    private final String bootstrapServers;

    public Clustered() {
        this(SharedBroker.bootstrapServers());
    }

    Clustered(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** What the names of the topics begin with. */
    String prefix() {
        return prefix;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** {@code properties}: names and values in turn, beside those that all nodes have. */
    public ServerUnderTest node(String... properties) {
        return ServerUnderTest.with(withCommon(properties));
    }

    /** One more node, for a test that ends it. */
    public ServerProcess process(String name, String... properties) {
        String[] all = withCommon(properties);
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < all.length; i += 2) {
            map.put(all[i], all[i + 1]);
        }
        return ServerProcess.start(name, map);
    }

    /** Until a node knows so many, itself among them; one that is gone may be known for a while. */
    static void awaitNodes(ServerUnderTest node, int count) {
        Await.until(
                Duration.ofSeconds(20),
                () -> AdminApi.of(node).read("/nodes").path("nodes").size() >= count,
                () -> "the nodes do not know each other");
    }

    /** Announces something to all nodes, as one of them would. */
    void announce(Announcement announcement) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (KafkaControlLog log = new KafkaControlLog(client, new TopicNames(prefix).control(), () -> "test")) {
            log.append(announcement)
                    .toCompletableFuture()
                    .orTimeout(20, TimeUnit.SECONDS)
                    .join();
        }
    }

    private String[] withCommon(String... properties) {
        Stream<String> common = Stream.of(
                "beckon.log",
                "kafka",
                "kafka.bootstrap.servers",
                bootstrapServers,
                "beckon.kafka.topic-prefix",
                prefix,
                "beckon.kafka.partitions",
                Integer.toString(PARTITIONS),
                "beckon.kafka.release-after",
                "1S",
                "beckon.checkpoint-lag",
                "5S",
                "beckon.session-keys",
                KEY);
        return Stream.concat(common, Arrays.stream(properties)).toArray(String[]::new);
    }

    /** Writes something into the room's partition that no node has written. */
    void write(int shard, String room, byte[] value, Map<String, String> headers) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            var foreign = new ProducerRecord<>(prefix + ".events", shard, ("default/" + room).getBytes(), value);
            headers.forEach((name, text) -> foreign.headers().add(name, text.getBytes()));
            producer.send(foreign).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** The keys of all records of a partition. */
    Set<String> keys(int shard) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        var partition = new TopicPartition(prefix + ".events", shard);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            Set<String> keys = new TreeSet<>();
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(record -> keys.add(record.key()));
            }
            return keys;
        }
    }

    /** The values of a header of a room's records, of those whose type has this kind in it. */
    Set<String> headers(String room, String kind, String name) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        var partition = new TopicPartition(prefix + ".events", shard(room));
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            Set<String> values = new TreeSet<>();
            while (consumer.position(partition) < end) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.key().equals("default/" + room)
                            && CloudEvents.text(record.headers(), CloudEvents.TYPE)
                                    .contains(kind)) {
                        record.headers().headers(name).forEach(header -> values.add(new String(header.value(), UTF_8)));
                    }
                }
            }
            return values;
        }
    }

    /** Reads the audit topic from its beginning. */
    AuditReader audit() {
        return new AuditReader(bootstrapServers, auditTopic());
    }

    String auditTopic() {
        return new TopicNames(prefix).audit();
    }

    /** The partition of a room. */
    static int shard(String room) {
        return Partition.of(new RoomKey("default", room), PARTITIONS);
    }

    /** A digest of the room's state as a node sees it; empty if it does not follow it, or nobody is there. */
    static String digest(ServerUnderTest node, String room) {
        String states = DevelopmentTokens.send(
                        HttpRequest.newBuilder(node.managementUrl().resolve("/q/rooms"))
                                .build())
                .body();
        return states.lines()
                .filter(line -> line.endsWith("/" + room))
                .map(line -> line.split(" ")[1])
                .findFirst()
                .orElse("");
    }

    /** The same of the newest checkpoint. */
    String checkpointDigest(String room) {
        try (Checkpoints checkpoints =
                new Checkpoints(Map.of("bootstrap.servers", bootstrapServers), new TopicNames(prefix))) {
            return checkpoints.read(shard(room)).rooms().stream()
                    .filter(kept -> kept.key().name().equals(room))
                    .map(StateDigest::of)
                    .findFirst()
                    .orElse("");
        }
    }

    /** The value of a metric of a node. */
    static double metric(ServerUnderTest node, String name) {
        String all = DevelopmentTokens.send(
                        HttpRequest.newBuilder(node.managementUrl().resolve("/q/metrics"))
                                .build())
                .body();
        return all.lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among\n" + all));
    }
}
