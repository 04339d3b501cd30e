package io.beckon.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.wire.Encoding;
import io.beckon.wire.Frames;
import io.beckon.wire.RawWebSocket;
import io.beckon.wire.RawWebSocket.Frame;
import io.beckon.wire.UpgradeRequest;
import io.beckon.wire.User;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What the way through the log costs, one way, at 200 frames a second: from a client of one node to a client of another, beside
 * what the brokers and a WebSocket take by themselves. All in turns in one run; it reports and judges nothing. It runs only when
 * told how many rounds: see docs/reliability.md.
 */
@EnabledIfSystemProperty(named = "cost.rounds", matches = "\\d+")
@Isolated("measures")
class CostIT {

    private static final int RATE = 200;
    private static final int PADDING = 500;
    private static final Duration TURN = Duration.ofSeconds(Integer.getInteger("cost.seconds", 10));
    private static final String TOPIC = "bare";

    private final Map<String, List<Percentiles>> measured = new LinkedHashMap<>();

    /** Microseconds. */
    private record Percentiles(long median, long p99) {
        static Percentiles of(long[] nanos) {
            long[] sorted = nanos.clone();
            Arrays.sort(sorted);
            return new Percentiles(sorted[sorted.length / 2] / 1000, sorted[sorted.length * 99 / 100] / 1000);
        }
    }

    /** Sends something that holds this number and the time. */
    private interface Sender {
        void send(int number, long nanos);
    }

    /** What arrives, by number. */
    private static final class Arrivals {

        private final long[] latencies;
        private final CountDownLatch missing;

        Arrivals(int count) {
            latencies = new long[count];
            missing = new CountDownLatch(count);
        }

        void take(int number, long sent) {
            latencies[number] = System.nanoTime() - sent;
            missing.countDown();
        }
    }

    private volatile Arrivals arrivals = new Arrivals(0);

    @Test
    void isReported() throws Exception {
        int rounds = Integer.getInteger("cost.rounds");
        Map<String, String> unlimited =
                Map.of("beckon.limits.frames-per-second", "0", "beckon.limits.bytes-per-second", "0");
        Vertx vertx = Vertx.vertx();
        try (BeckonCluster cluster = BeckonCluster.start("cost", 1, 2, unlimited)) {
            Sender bare = bare(cluster.kafka().bootstrapServers());
            Sender echo = echo(vertx);
            Sender service = service(cluster);
            for (int round = 0; round <= rounds; round++) {
                turn("bare produce and consume", bare, round > 0);
                turn("WebSocket echo, both ways", echo, round > 0);
                turn("client to client on two nodes", service, round > 0);
            }
            report();
        } finally {
            vertx.close();
        }
    }

    /** The first round warms up. */
    private void turn(String what, Sender sender, boolean counts) throws InterruptedException {
        int count = (int) (RATE * TURN.toSeconds());
        arrivals = new Arrivals(count);
        long began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = began + i * 1_000_000_000L / RATE;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sender.send(i, System.nanoTime());
        }
        arrivals.missing.await();
        if (counts) {
            measured.computeIfAbsent(what, key -> new ArrayList<>()).add(Percentiles.of(arrivals.latencies));
        }
    }

    private void report() throws IOException {
        StringBuilder text = new StringBuilder("One way at " + RATE + " frames/s, microseconds, medians of "
                + Integer.getInteger("cost.rounds") + " rounds of " + TURN.toSeconds() + " s in turns\n\n"
                + "| | p50 | p99 | p50 of each round | p99 of each round |\n| --- | --- | --- | --- | --- |\n");
        measured.forEach((what, rounds) -> {
            List<Long> medians = rounds.stream().map(Percentiles::median).toList();
            List<Long> p99s = rounds.stream().map(Percentiles::p99).toList();
            text.append("| %s | %d | %d | %s | %s |%n".formatted(what, middle(medians), middle(p99s), medians, p99s));
        });
        Path file = Path.of("target", "cost.md");
        Files.writeString(file, text);
        System.out.println(text);
    }

    private static long middle(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private Sender bare(String bootstrapServers) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
        Thread reader = new Thread(() -> {
            try (var consumer = new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                TopicPartition partition = new TopicPartition(TOPIC, 0);
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                while (true) {
                    consumer.poll(Duration.ofSeconds(1)).forEach(record -> arrived(new String(record.value(), UTF_8)));
                }
            }
        });
        reader.setDaemon(true);
        reader.start();
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "acks",
                        "all",
                        "linger.ms",
                        0,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        return (number, nanos) -> producer.send(
                new ProducerRecord<>(TOPIC, 0, null, data(number, nanos).getBytes(UTF_8)));
    }

    private Sender echo(Vertx vertx) {
        HttpServer server = vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        RawWebSocket socket = UpgradeRequest.to(URI.create("http://127.0.0.1:" + server.actualPort()))
                .readTimeout(Duration.ofMinutes(10))
                .open();
        Thread reader = new Thread(() -> {
            for (Frame frame = socket.read(); frame != null; frame = socket.read()) {
                arrived(new String(frame.payload(), UTF_8));
            }
        });
        reader.setDaemon(true);
        reader.start();
        return (number, nanos) ->
                socket.send(Frame.of(RawWebSocket.TEXT, data(number, nanos).getBytes(UTF_8)));
    }

    private Sender service(BeckonCluster cluster) throws IOException {
        Connection sender = Connection.open(cluster.node(1).url(), User.any(), Encoding.JSON, Duration.ofMinutes(10));
        Connection receiver = Connection.open(cluster.node(2).url(), User.any(), Encoding.JSON, Duration.ofMinutes(10));
        CountDownLatch joined = new CountDownLatch(2);
        read(sender, joined);
        read(receiver, joined);
        sender.send(Frames.join("cost"));
        receiver.send(Frames.join("cost"));
        try {
            joined.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return (number, nanos) -> sender.send(Frames.message(data(number, nanos), "id", "n" + nanos));
    }

    private void read(Connection connection, CountDownLatch joined) {
        Thread reader = new Thread(() -> {
            for (JsonNode frame = connection.read(); frame != null; frame = connection.read()) {
                switch (frame.path("type").asText()) {
                    case "joined" -> joined.countDown();
                    case "message" -> arrived(frame.path("data").asText());
                    default -> {
                        // not what is measured
                    }
                }
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    private static String data(int number, long nanos) {
        return number + " " + nanos + " " + "x".repeat(PADDING);
    }

    private void arrived(String data) {
        String[] parts = data.split(" ", 3);
        arrivals.take(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
    }
}
