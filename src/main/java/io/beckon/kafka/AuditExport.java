package io.beckon.kafka;

import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * All records of an audit topic that were committed when reading began, those of a partition in their order. Uses no consumer group and
 * leaves nothing behind.
 */
public final class AuditExport {

    private static final Duration POLL = Duration.ofMillis(500);

    private final Map<String, Object> client;
    private final String topic;

    /** What is done with the records. */
    public interface Reader {

        /** The first offset that is kept; before any record of the partition. */
        void begins(int partition, long offset);

        /** @param appended when the topic got it, as its timestamp says, in milliseconds since 1970; -1 where there is none */
        void event(StoredEvent event, long appended);

        /** It is no audit record. */
        void unreadable(int partition, long offset, String why);
    }

    /** @param client the settings of a Kafka client */
    public AuditExport(Map<String, Object> client, String topic) {
        this.client = client;
        this.topic = topic;
    }

    /** @throws IOException when the topic cannot be read, no longer from the beginning, or for too long nothing comes */
    public void read(Reader reader) throws IOException {
        try (Consumer<byte[], byte[]> consumer =
                TopicScan.consumer("beckon-export", new ClientSettings(client), topic, TopicScan.COMMITTED)) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                throw new IOException("there is no topic " + topic);
            }
            read(consumer, partitions, reader, new Standstill(topic, System::nanoTime));
        } catch (KafkaException e) {
            throw TopicScan.unreadable(topic, e);
        }
    }

    static void read(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Reader reader, Standstill standstill)
            throws IOException {
        consumer.assign(partitions);
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> left = new HashMap<>(consumer.endOffsets(partitions));
        begins.forEach((partition, offset) -> {
            consumer.seek(partition, offset);
            reader.begins(partition.partition(), offset);
        });
        left.entrySet().removeIf(end -> end.getValue() <= begins.getOrDefault(end.getKey(), 0L));
        while (!left.isEmpty()) {
            standstill.at(partitions.stream().mapToLong(consumer::position).sum());
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (TopicPartition partition : records.partitions()) {
                take(records.records(partition), left.getOrDefault(partition, 0L), reader);
            }
            left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
            consumer.pause(partitions.stream()
                    .filter(partition -> !left.containsKey(partition))
                    .toList());
        }
    }

    private static void take(List<ConsumerRecord<byte[], byte[]>> records, long end, Reader reader) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() < end) {
                take(record, reader);
            }
        }
    }

    private static void take(ConsumerRecord<byte[], byte[]> record, Reader reader) {
        try {
            reader.event(AuditRecords.read(record), record.timestamp());
        } catch (UnreadableRecord e) {
            reader.unreadable(record.partition(), record.offset(), String.valueOf(e.getMessage()));
        }
    }
}
