package io.beckon.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.Thorough;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The brokers that other tests rely on. */
@Thorough
class KafkaClusterIT {

    private static final String FAR = "FAR";
    /** The brokers elect a controller, which waits for the silent one, and then leaders: seconds each on a busy machine. */
    private static final Duration FAIL_OVER = Duration.ofSeconds(35);
    /** After that what is sent to those who are cut off has failed. */
    private static final Duration CUT = Duration.ofSeconds(8);

    private static KafkaCluster cluster;

    @BeforeAll
    static void start() throws Exception {
        cluster = KafkaCluster.start("self", 3, FAR);
        try (Admin admin = cluster.admin()) {
            admin.createTopics(List.of(new NewTopic("topic", Optional.of(3), Optional.empty())))
                    .all()
                    .get();
        }
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    @Test
    void aKilledBrokerDelaysAppendsAndComesBackWithItsData() throws Exception {
        try (KafkaProducer<String, String> producer = producer(cluster.bootstrapServers(), FAIL_OVER)) {
            append(producer, 20);
            cluster.broker(1).kill();
            append(producer, 20);
            cluster.broker(1).start();
            cluster.awaitReady();
            cluster.broker(2).stop();
            append(producer, 20);
            cluster.broker(2).start();
            cluster.awaitReady();
        }
    }

    @Test
    void aListenerCanBeCutOffAndMended() throws Exception {
        try (KafkaProducer<String, String> near = producer(cluster.bootstrapServers(), CUT);
                KafkaProducer<String, String> far = producer(cluster.bootstrapServers(FAR), CUT)) {
            append(far, 3);
            cluster.sever(FAR);
            append(near, 3);
            assertThrows(ExecutionException.class, () -> append(far, 1));
            cluster.mend(FAR);
            append(far, 3);
            cluster.stall(FAR);
            append(near, 3);
            assertThrows(ExecutionException.class, () -> append(far, 1));
            cluster.mend(FAR);
            append(far, 3);
        }
    }

    @Test
    void theSharedBrokerIsOne() throws Exception {
        try (Admin admin = SharedBroker.cluster().admin()) {
            assertEquals(1, admin.describeCluster().nodes().get().size());
        }
    }

    private static void append(KafkaProducer<String, String> producer, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            producer.send(new ProducerRecord<>("topic", "key" + i, "value")).get(40, TimeUnit.SECONDS);
        }
    }

    private static KafkaProducer<String, String> producer(String bootstrapServers, Duration patience) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        String.valueOf(patience.toMillis()),
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        "2000",
                        ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                        "200",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        "15000",
                        ProducerConfig.LINGER_MS_CONFIG,
                        "0"),
                new StringSerializer(),
                new StringSerializer());
    }
}
