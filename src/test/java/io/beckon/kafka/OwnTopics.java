package io.beckon.kafka;

import io.beckon.cluster.KafkaCluster;
import io.beckon.cluster.SharedBroker;
import io.beckon.log.LogRecord;
import io.beckon.log.Partition;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** A set of topics that one test has to itself, and its ways into them beside the log. */
public final class OwnTopics implements AutoCloseable {

    static final int PARTITIONS = 4;
    static final RoomKey ROOM = new RoomKey("default", "r");

    public final Map<String, Object> client;
    public final TopicNeeds needs;
    public final Admin admin;
    private final Producer<byte[], byte[]> producer;

    OwnTopics(KafkaCluster cluster) {
        this(cluster, PARTITIONS);
    }

    public OwnTopics(KafkaCluster cluster, int partitions) {
        client = Map.of("bootstrap.servers", cluster.bootstrapServers());
        needs = needs("t-" + UUID.randomUUID(), partitions);
        admin = cluster.admin();
        producer = new ClientSettings(client).producer("test", Map.of());
    }

    public static OwnTopics onSharedBroker() {
        return new OwnTopics(SharedBroker.cluster());
    }

    static TopicNeeds needs(String prefix, int partitions) {
        return new TopicNeeds(
                new TopicNames(prefix),
                partitions,
                Duration.ofSeconds(120),
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                true,
                true);
    }

    public Topics prepare() {
        return Topics.prepare(client, needs);
    }

    KafkaRoomLog log() {
        return new KafkaRoomLog(client, prepare(), () -> "test", null);
    }

    public String events() {
        return needs.names().events();
    }

    /** That of {@link #ROOM}. */
    int partition() {
        return Partition.of(ROOM, needs.partitions());
    }

    /** Some room of that partition. */
    public RoomKey roomOf(int partition) {
        return IntStream.iterate(0, i -> i + 1)
                .mapToObj(i -> new RoomKey("default", "room-" + i))
                .filter(room -> Partition.of(room, needs.partitions()) == partition)
                .findFirst()
                .orElseThrow();
    }

    static Proposal proposal(int number) {
        return new Proposal.InstanceLost("record-" + number);
    }

    static List<Proposal> proposals(int from, int to) {
        return IntStream.range(from, to).mapToObj(OwnTopics::proposal).toList();
    }

    static List<Proposal> proposals(List<LogRecord> records) {
        return records.stream().map(LogRecord::proposal).toList();
    }

    /** Appends past the log. */
    public void produce(ProducerRecord<byte[], byte[]> record) {
        get(producer.send(record));
    }

    public void dropBefore(int partition, long offset) {
        get(admin.deleteRecords(Map.of(new TopicPartition(events(), partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    public static <T> T get(java.util.concurrent.Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        admin.close();
    }
}
