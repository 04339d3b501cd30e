package io.beckon.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads partitions of a topic that nodes write, each from the first record that is kept, as far as its bounds allow, to the end as it was
 * when reading began. Uses no consumer group and leaves nothing behind. Not safe for use by several threads.
 *
 * <p>It is read uncommitted, as nodes do: what they append is in no transaction and counts from the moment it is in the log.
 */
final class TopicScan implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    /** Without what is in a transaction that was not committed. */
    static final String COMMITTED = "read_committed";

    /** With all that is there: of a topic whose records count from the moment they are in it. */
    static final String UNCOMMITTED = "read_uncommitted";

    private static final Map<String, Object> SETTINGS = Map.of(
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            5_000,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            4 << 20,
            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            15_000);

    private final String topic;
    private final ReadBounds bounds;
    private final Consumer<byte[], byte[]> consumer;
    private final LongSupplier clock;
    private final long began;

    /** What is done with the records. */
    @FunctionalInterface
    interface Taker {

        /** Before any record: the first offset that is kept, or the first that is read of it. */
        default void begins(long offset) {}

        void take(ConsumerRecord<byte[], byte[]> record) throws IOException;
    }

    /**
     * Opens a client.
     *
     * @param client its settings
     * @param isolation as Kafka names it
     * @throws IOException when there can be none with these settings
     */
    TopicScan(ClientSettings client, String topic, String isolation, ReadBounds bounds) throws IOException {
        this(consumer("beckon-replay", client, topic, isolation), topic, bounds, System::nanoTime);
    }

    TopicScan(Consumer<byte[], byte[]> consumer, String topic, ReadBounds bounds, LongSupplier clock) {
        this.consumer = consumer;
        this.topic = topic;
        this.bounds = bounds;
        this.clock = clock;
        this.began = clock.getAsLong();
    }

    /** One that reads much at a time. */
    static Consumer<byte[], byte[]> consumer(String name, ClientSettings client, String topic, String isolation)
            throws IOException {
        Map<String, Object> settings = new HashMap<>(SETTINGS);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        try {
            return client.consumer(name, settings);
        } catch (KafkaException e) {
            throw unreadable(topic, e);
        }
    }

    /** How many there are; blocks, and fails when there is no such topic. */
    int partitions() throws IOException {
        try {
            int partitions = consumer.partitionsFor(topic).size();
            if (partitions == 0) {
                throw new IOException("there is no topic " + topic);
            }
            return partitions;
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /**
     * What there is of a partition.
     *
     * @param begin the first offset that is kept
     * @param end the one behind the last
     */
    record Kept(long begin, long end) {}

    Kept kept(int partition) throws IOException {
        TopicPartition of = new TopicPartition(topic, partition);
        try {
            long end = consumer.endOffsets(List.of(of)).getOrDefault(of, 0L);
            return new Kept(consumer.beginningOffsets(List.of(of)).getOrDefault(of, 0L), end);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    void read(int partition, Taker taker) throws IOException {
        Kept kept = kept(partition);
        long begin = Math.max(kept.begin(), kept.end() - bounds.newest());
        taker.begins(begin);
        read(partition, begin, kept.end(), taker);
    }

    /** From one offset to before another. */
    void read(int partition, long begin, long end, Taker taker) throws IOException {
        TopicPartition of = new TopicPartition(topic, partition);
        try {
            consumer.assign(List.of(of));
            consumer.seek(of, begin);
            Standstill standstill = new Standstill(topic, clock);
            while (consumer.position(of) < end) {
                bounds.check(topic, clock.getAsLong() - began);
                standstill.at(consumer.position(of));
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < end) {
                        taker.take(record);
                    }
                }
            }
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /** Of one that may not be skipped. */
    static IOException later(ConsumerRecord<byte[], byte[]> record) {
        return new IOException("offset " + record.offset() + " of partition " + record.partition()
                + " is of a later version and may not be skipped: "
                + CloudEvents.text(record.headers(), CloudEvents.TYPE));
    }

    private IOException unreadable(KafkaException e) {
        return unreadable(topic, e);
    }

    /** Kafka's own words say that something failed, its cause's why. */
    static IOException unreadable(String topic, KafkaException e) {
        String why = e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
        return new IOException("topic " + topic + " cannot be read: " + why, e);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
