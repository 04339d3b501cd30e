package io.beckon.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Actor;
import io.beckon.audit.AddressPolicy;
import io.beckon.audit.AuditEvent;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.LogPlace;
import io.beckon.audit.PcName;
import io.beckon.audit.Subject;
import io.beckon.audit.seal.Leaf;
import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.audit.seal.TestKeys;
import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.SharedBroker;
import io.beckon.kafka.AuditRecords;
import io.beckon.records.AuditCodec;
import io.beckon.records.AuditRecord;
import io.beckon.records.EventLine;
import io.beckon.records.StoredEvent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How many records of a file and of a topic {@code verify} reads for each second of one core's time, once it is warm.
 * It runs only when told how many records: see docs/audit.md.
 */
@EnabledIfSystemProperty(named = "verify.records", matches = "\\d+")
@Isolated("measures")
class VerifyRateIT {

    private static final int RECORDS = Integer.getInteger("verify.records", 0);
    private static final int LEAST_A_SECOND = 200_000;

    /** What so many times fewer take is not counted: the start, and the first compilation. */
    private static final int FEWER = 4;

    private static final int PARTITIONS = 4;
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    /** What {@code times} of the shell says last: the time of its children, of their own and in the kernel. */
    private static final Pattern CHILDREN = Pattern.compile("(\\d+)m([\\d.]+)s (\\d+)m([\\d.]+)s\\s*\\z");

    private static final AuditCodec CODEC = new AuditCodec();

    @TempDir
    Path directory;

    private final KeyPair pair = keys();

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** What is most frequent: a candidate, or a message. */
    private static AuditRecord record(int number) {
        String user = "user-" + number % 1_000;
        Instant time = Instant.parse("2026-11-30T08:00:00Z").plusMillis(number);
        return CODEC.encode(new AuditEvent(
                "events-7-" + number + "-0",
                time,
                new Subject(new Id("default"), new Id("room-" + number % 500)),
                new Actor(
                        new Id("https://accounts.example.org/realms/company"),
                        new Id("5f0e1c52-7a52-4d0e-9b0c-" + user),
                        null,
                        new Id("s-" + user),
                        new Id("p-" + user)),
                new Id("node-1"),
                AddressPolicy.TRUNCATED.at(time, "198.51.100.17"),
                new LogPlace(LogPlace.Log.EVENTS, 7, number),
                null,
                number % 4 == 0
                        ? new Fact.MessageRelayed(null, 120)
                        : new Fact.CandidateRelayed(new Id("p-other"), new PcName(""), 4_096L, 180, new Id("host"))));
    }

    /** Where records and seals go, in the order of one chain. */
    private interface Chain {
        void write(AuditRecord record, long offset) throws IOException;
    }

    private void fill(String name, int count, Chain chain) throws IOException {
        Sealing sealing = new Sealing(name, Signer.ofPem(TestKeys.privatePem(pair)), null);
        long offset = 0;
        for (int i = 0; i < count; i++) {
            AuditRecord record = record(i);
            sealing.add(Leaf.of(StoredEvent.of(record)), offset);
            chain.write(record, offset++);
            if (sealing.pending() == Sealing.MOST || i == count - 1) {
                AuditRecord seal = sealing.seal(record.time()).record();
                chain.write(seal, offset++);
            }
        }
    }

    @Test
    void aFile() throws Exception {
        measure("a file", count -> {
            String name = "audit-" + count + ".jsonl";
            Path file = directory.resolve(name);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
                fill(name, count, (record, offset) -> {
                    out.write(EventLine.write(StoredEvent.of(record)));
                    out.write('\n');
                });
            }
            return List.of(file.toString());
        });
    }

    @Test
    void aTopic() throws Exception {
        String servers = SharedBroker.bootstrapServers();
        try (Admin admin = SharedBroker.cluster().admin();
                Producer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                servers,
                                "compression.type",
                                AuditRecords.COMPRESSION,
                                // No batch is to overtake the first one in a new topic.
                                "max.in.flight.requests.per.connection",
                                "1"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            measure("a topic", count -> {
                String topic = "audit-" + UUID.randomUUID();
                admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                        .all()
                        .get();
                for (int i = 0; i < PARTITIONS; i++) {
                    int partition = i;
                    fill(
                            topic + "-" + partition,
                            count / PARTITIONS,
                            (record, offset) -> producer.send(AuditRecords.write(topic, partition, record)));
                }
                producer.flush();
                return List.of("--bootstrap-servers", servers, "--topic", topic);
            });
        }
    }

    /** Makes so many records, and says how they are named in the arguments. */
    private interface Source {
        List<String> of(int count) throws Exception;
    }

    private void measure(String what, Source source) throws Exception {
        double some = seconds(source.of(RECORDS / FEWER));
        double all = seconds(source.of(RECORDS));
        double rate = (RECORDS - RECORDS / FEWER) / (all - some);
        String figures = "verify, %s: the first %,d records %.1f s of CPU, %,d %.1f s: once warm %,.0f a second"
                .formatted(what, RECORDS / FEWER, some, RECORDS, all, rate);
        System.out.println(figures);
        assertTrue(rate >= LEAST_A_SECOND, figures);
    }

    /** Of CPU, with all threads. */
    private double seconds(List<String> source) throws Exception {
        Path key = Files.writeString(directory.resolve("audit.pub"), TestKeys.publicPem(pair));
        Path log = directory.resolve("log");
        List<String> command = new ArrayList<>(List.of("sh", "-c", "\"$@\" || exit; times", "sh"));
        command.addAll(List.of(ChildProcess.java(), "-XX:ActiveProcessorCount=1", "-jar", JAR.toString()));
        command.addAll(List.of("verify", "--key", key.toString()));
        command.addAll(source);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int status = process.waitFor();
        String said = Files.readString(log);
        assertEquals(0, status, said);
        assertTrue(said.contains(" 0 faults"), said);
        return CHILDREN.matcher(said)
                .results()
                .mapToDouble(VerifyRateIT::seconds)
                .findFirst()
                .orElseThrow(() -> new AssertionError(said));
    }

    private static double seconds(MatchResult times) {
        return 60 * (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(3)))
                + Double.parseDouble(times.group(2))
                + Double.parseDouble(times.group(4));
    }
}
