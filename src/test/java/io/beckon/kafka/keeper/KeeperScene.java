package io.beckon.kafka.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.audit.capture.Envelope;
import io.beckon.audit.capture.Opener;
import io.beckon.audit.seal.TestKeys;
import io.beckon.cluster.Await;
import io.beckon.cluster.Broker;
import io.beckon.cluster.KafkaCluster;
import io.beckon.cluster.SharedBroker;
import io.beckon.kafka.CaptureExport;
import io.beckon.kafka.ClientSettings;
import io.beckon.kafka.OwnTopics;
import io.beckon.kafka.RoomRecords;
import io.beckon.log.Checkpoint;
import io.beckon.log.Partition;
import io.beckon.records.RecordCodec;
import io.beckon.room.Applicant;
import io.beckon.room.Incarnation;
import io.beckon.room.Json;
import io.beckon.room.Origin;
import io.beckon.room.Pattern;
import io.beckon.room.Proposal;
import io.beckon.room.Right;
import io.beckon.room.Room;
import io.beckon.room.RoomKey;
import io.beckon.room.RoomRules;
import io.beckon.room.RoomSnapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A log with keepers, and rooms that apply what is appended at once, to compare with. */
final class KeeperScene implements AutoCloseable {

    /** Under which keepers capture what is said. */
    private static final KeyPair KEYS = TestKeys.onCurve();

    static final Duration LAG = Duration.ofMillis(600);
    static final Duration PATIENCE = Duration.ofSeconds(150);

    /** The first batch in a new topic may be put off, and would then be overtaken for good, see FirstRecords. */
    private static final Map<String, Object> ONE_AFTER_THE_OTHER = Map.of(
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            1,
            ProducerConfig.LINGER_MS_CONFIG,
            10,
            ProducerConfig.BATCH_SIZE_CONFIG,
            200_000);

    private final KafkaCluster cluster;
    final OwnTopics topics;
    final Checkpoints checkpoints;
    final Map<RoomKey, Room> live = new HashMap<>();
    /** What keepers have proposed. */
    final List<Proposal> proposed = new CopyOnWriteArrayList<>();

    final Set<String> lost = ConcurrentHashMap.newKeySet();
    final List<Keeper> keepers = new ArrayList<>();
    final AuditFigures audit = new AuditFigures();
    final ClientSettings client;
    private final RoomRecords records;
    private final Producer<byte[], byte[]> producer;

    KeeperScene(int partitions) {
        this(SharedBroker.cluster(), partitions);
    }

    KeeperScene(KafkaCluster cluster, int partitions) {
        this.cluster = cluster;
        topics = new OwnTopics(cluster, partitions);
        topics.prepare();
        checkpoints = new Checkpoints(topics.client, topics.needs.names());
        records = new RoomRecords(topics.events(), partitions, new RecordCodec(), () -> "test");
        client = new ClientSettings(topics.client);
        producer = client.producer("test", ONE_AFTER_THE_OTHER);
    }

    KeeperSettings settings() {
        return new KeeperSettings(
                topics.needs.names(),
                topics.needs.partitions(),
                LAG,
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                Duration.ofSeconds(6),
                Envelope.ofPem(TestKeys.publicPem(KEYS)));
    }

    /** The lines that were captured, those of a partition in their order. */
    List<JsonNode> captured() {
        Opener opener = Opener.ofPem(TestKeys.privatePem(KEYS));
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> lines = new ArrayList<>();
        try {
            new CaptureExport(topics.client, topics.needs.names().capture()).read((partition, offset, envelope) -> {
                for (String line :
                        new String(opener.open(envelope), UTF_8).lines().toList()) {
                    lines.add(json.readTree(line));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    Keeper keeper(String instance) {
        return keeper(instance, () -> {});
    }

    Keeper keeper(String instance, Runnable beforeCommit) {
        return keeper(instance, Projection.NONE, beforeCommit);
    }

    Keeper keeper(String instance, Projection projection, Runnable beforeCommit) {
        Keeper keeper = new Keeper(
                client,
                settings(),
                instance,
                projection,
                audit,
                new Keeper.Others(lost::contains, (room, proposal) -> proposed.add(proposal)),
                beforeCommit);
        keepers.add(keeper);
        keeper.start();
        return keeper;
    }

    /** Appends and applies; returns the offset. */
    long append(RoomKey room, Proposal proposal) {
        RecordMetadata taken = OwnTopics.get(producer.send(records.write(room, proposal)));
        apply(room, proposal, taken.offset(), taken.timestamp());
        return taken.offset();
    }

    /** Appends without waiting for each, what leaves no time in the state. */
    void appendAll(RoomKey room, Iterator<Proposal> proposals, long firstOffset) {
        long offset = firstOffset;
        Future<RecordMetadata> last = null;
        while (proposals.hasNext()) {
            Proposal proposal = proposals.next();
            last = producer.send(records.write(room, proposal));
            apply(room, proposal, offset++, 0);
        }
        assertEquals(offset - 1, OwnTopics.get(last).offset());
    }

    /** Sends records that are none of rooms; returns when all are there. */
    void sendAll(List<ProducerRecord<byte[], byte[]>> others) {
        others.stream().map(producer::send).toList().forEach(OwnTopics::get);
    }

    private void apply(RoomKey room, Proposal proposal, long offset, long time) {
        live.computeIfAbsent(room, Room::new).apply(proposal, offset + Partition.FIRST, time);
    }

    ProducerRecord<byte[], byte[]> record(RoomKey room, Proposal proposal) {
        return records.write(room, proposal);
    }

    /** Until the checkpoint of a partition goes up to there. Readers see a transaction a little after it was committed. */
    Checkpoint awaitCheckpoint(int partition, long offset) {
        awaitWatermark(partition, offset);
        Checkpoint checkpoint = checkpoints.read(partition);
        for (int tries = 0; checkpoint.next() < offset + Partition.FIRST && tries < 100; tries++) {
            checkpoint = checkpoints.read(partition);
        }
        assertEquals(offset + Partition.FIRST, checkpoint.next());
        return checkpoint;
    }

    void awaitWatermark(int partition, long offset) {
        Await.until(
                PATIENCE,
                () -> keepers.stream()
                        .anyMatch(keeper -> Long.valueOf(offset)
                                .equals(keeper.figures().watermarks().get(partition))),
                () -> keepers.stream().map(Keeper::figures).toList() + ", not up to " + offset + ", brokers alive: "
                        + cluster.brokers().stream().filter(Broker::isAlive).count());
    }

    static void await(BooleanSupplier condition) {
        Await.until(PATIENCE, condition, () -> "it is not so");
    }

    void assertLive(Checkpoint checkpoint, int partition) {
        Map<RoomKey, RoomSnapshot> kept = new HashMap<>();
        checkpoint.rooms().forEach(room -> kept.put(room.key(), room));
        Map<RoomKey, RoomSnapshot> expected = new HashMap<>();
        live.forEach((key, room) -> {
            if (Partition.of(key, topics.needs.partitions()) == partition
                    && !room.isForgettable(checkpoint.next() - 1)) {
                expected.put(key, room.snapshot());
            }
        });
        assertEquals(expected, kept);
    }

    static Origin origin(int who, int frame) {
        return new Origin("s-" + who, Incarnation.first("i-" + who % 3), "f-" + frame, 1);
    }

    static Proposal join(int who, Pattern pattern) {
        Set<Right> rights = who == 0 ? EnumSet.allOf(Right.class) : EnumSet.of(Right.JOIN, Right.PUBLISH);
        Applicant applicant = new Applicant(
                "p-" + who, "u-" + who, "User " + who, rights, null, null, Json.of("{\"n\":" + who + "}"), false);
        return new Proposal.Join(origin(who, 0), applicant, pattern, null, RoomRules.DEFAULT);
    }

    static Proposal message(int who, int frame) {
        return new Proposal.Message(origin(who, frame), null, Json.of("{\"data\":" + frame + "}"));
    }

    @Override
    public void close() {
        keepers.forEach(Keeper::close);
        checkpoints.close();
        producer.close(Duration.ZERO);
        topics.close();
    }
}
