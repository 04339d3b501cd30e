package io.beckon.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The operator's client settings (where the brokers are, TLS, SASL), with those laid over them that a client's promises rest on.
 */
public final class ClientSettings {

    /** How soon clients come back after an outage is part of what is promised. */
    static final int BACKOFF_MAX_MILLIS = 500;

    static final int REQUEST_TIMEOUT_MILLIS = 5_000;

    /** Of what the nodes write for each other. */
    static final String COMPRESSION = "lz4";

    /** Bounds the memory of a reader that has much to catch up with. */
    private static final int FETCH_MAX_BYTES = 16 << 20;

    /** Settings of one client that would be wrong for all. */
    private static final Set<String> OF_ONE_CLIENT =
            Set.of("group.id", "group.instance.id", "group.protocol", "transactional.id", "client.id");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Map<String, Object> common;

    public ClientSettings(Map<String, Object> common) {
        this.common = new HashMap<>(common);
        this.common.keySet().removeAll(OF_ONE_CLIENT);
    }

    String servers() {
        return String.valueOf(common.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** A producer that waits for all replicas and writes each record once, in order. */
    public Producer<byte[], byte[]> producer(String name, Map<String, Object> own) {
        return new KafkaProducer<>(producerSettings(name, own), new ByteArraySerializer(), new ByteArraySerializer());
    }

    Map<String, Object> producerSettings(String name, Map<String, Object> own) {
        Map<String, Object> settings = settings(
                name,
                Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                        5,
                        ProducerConfig.RETRIES_CONFIG,
                        Integer.MAX_VALUE,
                        ProducerConfig.LINGER_MS_CONFIG,
                        0,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        COMPRESSION));
        settings.putAll(own);
        return settings;
    }

    /** A consumer without a group. */
    public Consumer<byte[], byte[]> consumer(String name, Map<String, Object> own) {
        Map<String, Object> settings = settings(
                name,
                Map.of(
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "none",
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        FETCH_MAX_BYTES,
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        100));
        settings.putAll(own);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    public Admin admin(String name) {
        return Admin.create(
                settings(name, Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS)));
    }

    Map<String, Object> settings(String name, Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(common);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, name + "-" + NUMBER.incrementAndGet());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG, BACKOFF_MAX_MILLIS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, 50);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, BACKOFF_MAX_MILLIS);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put("enable.metrics.push", false);
        settings.putAll(own);
        return settings;
    }
}
