package io.beckon.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.records.AuditSchemas;
import io.cloudevents.CloudEvent;
import io.cloudevents.kafka.CloudEventDeserializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the audit topic as anybody may: with the CloudEvents SDK, which refuses what is none. */
final class AuditReader implements AutoCloseable {

    private static final String PREFIX = "io.beckon.audit.";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, CloudEvent> consumer;
    private final List<CloudEvent> read = new ArrayList<>();

    AuditReader(String bootstrapServers, String topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new CloudEventDeserializer());
        List<TopicPartition> all = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** All that was read until the first that fits came; in the order of each room, or of what has no room. */
    List<CloudEvent> until(Predicate<CloudEvent> wanted) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (read.stream().noneMatch(wanted)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not among " + read);
            }
            consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                if (!Objects.equals(record.key(), record.value().getSubject())) {
                    throw new AssertionError("key " + record.key() + " of " + record.value());
                }
                AuditSchemas.check(
                        record.value().getType(),
                        Objects.requireNonNull(record.value().getData()).toBytes());
                read.add(record.value());
            });
        }
        return List.copyOf(read);
    }

    /** The first of a kind that has to do with a session. */
    CloudEvent await(String kind, String session) {
        return until(isOf(kind, session)).stream()
                .filter(isOf(kind, session))
                .findFirst()
                .orElseThrow();
    }

    static Predicate<CloudEvent> isOf(String kind, String session) {
        return event -> kind(event).equals(kind)
                && data(event).path("actor").path("session").asText().equals(session);
    }

    /** Its type without what all have, such as {@code session.opened}. */
    static String kind(CloudEvent event) {
        return event.getType().replace(PREFIX, "").replaceFirst("[.]v\\d+$", "");
    }

    static JsonNode data(CloudEvent event) {
        try {
            return JSON.readTree(Objects.requireNonNull(event.getData()).toBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
