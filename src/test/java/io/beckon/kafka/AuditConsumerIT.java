package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.audit.Actor;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Label;
import io.beckon.audit.Subject;
import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.SharedBroker;
import io.beckon.records.AuditCodec;
import io.beckon.records.AuditRecord;
import io.beckon.room.Pattern;
import io.beckon.room.RoomKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The example is built as its reader would, and reads a real topic. */
@Thorough
class AuditConsumerIT {

    private static final Path EXAMPLE = Path.of("examples", "audit-consumer");
    private static final Duration BUILD = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name = "example-" + UUID.randomUUID();
    private final Path folder = Path.of("target", "audit-consumer");

    @Test
    void theExampleReadsFromTheBeginningAndPutsAsideWhatItCannotRead() throws Exception {
        build();
        try (Admin admin = SharedBroker.cluster().admin()) {
            admin.createTopics(Stream.of(name, name + ".dead")
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", SharedBroker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(event(1, null)).get();
            producer.send(event(2, "not JSON".getBytes(UTF_8))).get();
            producer.send(event(3, null)).get();
        }
        ChildProcess consumer = start();
        try {
            assertTrue(
                    consumer.awaitWhileAlive(PATIENCE, () -> consumer.said().contains("default/room-3 by ann")),
                    consumer::said);
            assertTrue(consumer.said().contains("io.beckon.audit.room.opened.v1 default/room-1 by ann"));
            assertEquals("not JSON", deadLetter());
        } finally {
            consumer.kill();
        }
    }

    private void build() {
        ChildProcess build = ChildProcess.start(
                List.of(
                        Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                        "-B",
                        "-ntp",
                        "-f",
                        EXAMPLE.resolve("pom.xml").toString(),
                        "package"),
                folder.resolve(name + ".build.log"));
        build.awaitEnd(BUILD);
        assertTrue(build.said().contains("BUILD SUCCESS"), build::said);
    }

    private static Path jar() {
        return EXAMPLE.resolve(Path.of("target", "quarkus-app", "quarkus-run.jar"));
    }

    private ChildProcess start() {
        return ChildProcess.start(
                List.of(
                        ChildProcess.java(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dkafka.bootstrap.servers=" + SharedBroker.bootstrapServers(),
                        "-Dmp.messaging.incoming.audit.topic=" + name,
                        "-Dmp.messaging.incoming.audit.group.id=" + name,
                        "-Dmp.messaging.incoming.audit.dead-letter-queue.topic=" + name + ".dead",
                        "-jar",
                        jar().toString()),
                folder.resolve(name + ".log"));
    }

    /** @param data in the place of its own */
    private ProducerRecord<byte[], byte[]> event(int number, byte @Nullable [] data) {
        AuditRecord record = new AuditCodec()
                .encode(new AuditEvent(
                        "test-" + number,
                        Instant.now(),
                        Subject.of(new RoomKey("default", "room-" + number)),
                        new Actor(null, new Id("ann"), Label.orNull("Ann"), null, null),
                        null,
                        null,
                        null,
                        null,
                        new Fact.RoomOpened(Pattern.MESH)));
        return AuditRecords.write(
                name,
                null,
                data == null
                        ? record
                        : new AuditRecord(record.id(), record.type(), record.subject(), record.time(), data));
    }

    private String deadLetter() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        SharedBroker.bootstrapServers(),
                        "group.id",
                        name + ".test",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(name + ".dead"));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    return new String(record.value(), UTF_8);
                }
            }
        }
        throw new AssertionError("nothing was put aside");
    }
}
