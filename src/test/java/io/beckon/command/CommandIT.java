package io.beckon.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.audit.seal.Leaf;
import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.audit.seal.TestKeys;
import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.SharedBroker;
import io.beckon.kafka.AuditRecords;
import io.beckon.records.AuditRecord;
import io.beckon.records.StoredEvent;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program, and a topic of real brokers. */
@Thorough
class CommandIT {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final int RECORDS = 20;

    @TempDir
    Path directory;

    private final String topic = "audit-" + UUID.randomUUID();
    private final String servers = SharedBroker.bootstrapServers();
    private Path key = Path.of("");
    private Signer signer;

    @BeforeEach
    void keys() throws Exception {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        key = Files.writeString(directory.resolve("audit.pub"), TestKeys.publicPem(pair));
        signer = Signer.ofPem(TestKeys.privatePem(pair));
    }

    /** What a process said, and how it ended. */
    private record Run(int status, String out, String err) {}

    private Run run(String... arguments) throws IOException, InterruptedException {
        String executable = System.getProperty("beckon.executable", "");
        List<String> command = new ArrayList<>(
                executable.isEmpty()
                        ? List.of(ChildProcess.java(), "-Xmx256m", "-jar", JAR.toString())
                        : List.of(executable, "-Xmx256m"));
        command.addAll(List.of(arguments));
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process = new ProcessBuilder(command)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int status = process.waitFor();
        return new Run(status, Files.readString(out), Files.readString(err));
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** In partition 1: records in transactions of five, each with a seal behind it, and what was never committed between them. */
    private void fill() {
        try (Admin admin = SharedBroker.cluster().admin();
                Producer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", servers, "transactional.id", topic),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            get(admin.createTopics(List.of(new NewTopic(topic, 3, (short) 1))).all());
            producer.initTransactions();
            Sealing sealing = new Sealing(topic + "-1", signer, null);
            for (int i = 0; i < RECORDS; i += 5) {
                aborted(producer, i);
                fill(producer, sealing, i);
            }
        }
    }

    private void aborted(Producer<byte[], byte[]> producer, int number) {
        producer.beginTransaction();
        get(producer.send(event(record(1_000 + number))));
        producer.abortTransaction();
    }

    private void fill(Producer<byte[], byte[]> producer, Sealing sealing, int from) {
        producer.beginTransaction();
        for (int i = from; i < from + 5; i++) {
            AuditRecord record = record(i);
            sealing.add(
                    Leaf.of(StoredEvent.of(record)),
                    get(producer.send(event(record))).offset());
        }
        producer.commitTransaction();
        producer.beginTransaction();
        get(producer.send(event(sealing.seal(Instant.now()).record())));
        producer.commitTransaction();
    }

    private static AuditRecord record(int number) {
        return new AuditRecord("node-" + number, "t", "a/b", Instant.EPOCH.plusMillis(number), "{}".getBytes(UTF_8));
    }

    private ProducerRecord<byte[], byte[]> event(AuditRecord record) {
        return AuditRecords.write(topic, 1, record);
    }

    @Test
    void aTopicIsVerifiedAndExported() throws IOException, InterruptedException {
        fill();
        Run verified = run("verify", "--bootstrap-servers", servers, "--topic", topic, "--key", key.toString());
        assertEquals(new Run(0, verified.out(), ""), verified);
        assertTrue(verified.out().contains(topic + "-1: seals 1 to 4"), verified.out());
        assertTrue(verified.out().contains("20 records, 4 seals, 0 faults"), verified.out());

        Run exported = run("export", "--bootstrap-servers", servers, "--topic", topic);
        assertEquals(new Run(0, exported.out(), ""), exported);
        List<String> lines = new ArrayList<>(exported.out().lines().toList());
        assertEquals(RECORDS + 4, lines.size());
        Path file = Files.write(directory.resolve("export.jsonl"), lines);
        assertEquals(
                0,
                run("verify", "--strict", "--key", key.toString(), file.toString())
                        .status());

        lines.remove(7);
        Files.write(file, lines);
        Run tampered = run("verify", "--key", key.toString(), file.toString());
        assertEquals(1, tampered.status());
        assertTrue(tampered.out().startsWith("removed: " + file + ", line 8 (partition 1, offset "), tampered.out());
    }

    /** What follows from logs is written minutes after it happened: what counts is when the topic got it. */
    @Test
    void whatATopicHasGotForAMinuteMustHaveASeal() throws IOException, InterruptedException {
        fill();
        append(System.currentTimeMillis());
        String[] verify = {"verify", "--bootstrap-servers", servers, "--topic", topic, "--key", key.toString()};
        Run live = run(verify);
        assertEquals(0, live.status(), live.toString());
        assertTrue(live.out().contains("1 records are not sealed yet, from partition 1, offset "), live.out());

        Run exported = run("export", "--bootstrap-servers", servers, "--topic", topic);
        Path file = Files.writeString(directory.resolve("export.jsonl"), exported.out());
        Run part = run("verify", "--key", key.toString(), file.toString());
        assertEquals(0, part.status(), part.toString());
        assertTrue(part.out().contains("1 records are not sealed yet, from " + file + ", line 25"), part.out());
        Run strict = run("verify", "--strict", "--key", key.toString(), file.toString());
        assertEquals(3, strict.status(), strict.toString());
        assertTrue(strict.out().contains("not proved: 1 records have no seal, from " + file), strict.out());

        append(System.currentTimeMillis() - 120_000);
        Run late = run(verify);
        assertEquals(3, late.status(), late.toString());
        assertTrue(late.out().contains("not proved: 2 records have no seal, from partition 1, offset "), late.out());
    }

    private void append(long time) {
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> record = event(record(99));
            get(producer.send(new ProducerRecord<>(topic, 1, time, record.key(), record.value(), record.headers())));
        }
    }

    @Test
    void whatRetentionHasDeletedIsNotMissing() throws IOException, InterruptedException {
        fill();
        try (Admin admin = SharedBroker.cluster().admin()) {
            get(admin.deleteRecords(Map.of(new TopicPartition(topic, 1), RecordsToDelete.beforeOffset(4)))
                    .all());
        }
        Run run = run("verify", "--bootstrap-servers", servers, "--topic", topic, "--key", key.toString());
        assertEquals(0, run.status(), run.out() + run.err());
        assertTrue(run.out().contains("what was before is not here"), run.out());
    }

    @Test
    void whatCannotBeReadIsSaid() throws IOException, InterruptedException {
        Run absent = run("verify", "--bootstrap-servers", servers, "--topic", topic);
        assertEquals(2, absent.status(), absent.toString());
        assertTrue(absent.err().contains(topic), absent.err());
        assertEquals(2, run("unknown").status());
        assertEquals(2, run("verify", directory.resolve("absent").toString()).status());
    }
}
