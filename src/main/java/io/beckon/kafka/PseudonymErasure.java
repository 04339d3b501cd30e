package io.beckon.kafka;

import io.beckon.audit.Pseudonyms;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Looks up and deletes whose a pseudonym is, in the topic of {@link PseudonymTopic}. */
public final class PseudonymErasure {

    private final Map<String, Object> client;
    private final String topic;

    /** @param client the settings of a Kafka client */
    public PseudonymErasure(Map<String, Object> client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /** A user's, the oldest first. */
    public List<String> of(Pseudonyms.User user) throws IOException {
        Set<String> pseudonyms = new LinkedHashSet<>();
        try (TopicScan scan =
                new TopicScan(new ClientSettings(client), topic, TopicScan.UNCOMMITTED, ReadBounds.NONE)) {
            scan.partitions();
            scan.read(0, record -> {
                PseudonymRow row = PseudonymRow.read(record.key());
                if (row == null || !row.user().equals(user)) {
                    return;
                }
                if (record.value() == null) {
                    pseudonyms.remove(row.pseudonym());
                } else {
                    pseudonyms.add(row.pseudonym());
                }
            });
        }
        return List.copyOf(pseudonyms);
    }

    /** From now on nobody can tell whose these are. */
    public void delete(Pseudonyms.User user, List<String> pseudonyms) throws IOException {
        try (Producer<byte[], byte[]> producer = new ClientSettings(client).producer("beckon-erasure", Map.of())) {
            List<Future<RecordMetadata>> sent = pseudonyms.stream()
                    .map(pseudonym -> producer.send(new PseudonymRow(user, pseudonym).deletion(topic)))
                    .toList();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        } catch (ExecutionException | KafkaException e) {
            throw new IOException("topic " + topic + " cannot be written: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
