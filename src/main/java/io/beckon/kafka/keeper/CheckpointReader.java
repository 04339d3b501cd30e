package io.beckon.kafka.keeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.kafka.ClientSettings;
import io.beckon.log.LogUnavailable;
import io.beckon.records.CheckpointCodec;
import io.beckon.records.UnreadableRecord;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads whole partitions of the checkpoints' topic, a few at once; others wait. Safe for use by several threads. */
final class CheckpointReader implements AutoCloseable {

    private static final int AT_ONCE = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ClientSettings settings;
    private final String topic;
    private final CheckpointCodec codec = new CheckpointCodec();
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final ConcurrentLinkedQueue<Consumer<byte[], byte[]>> idle = new ConcurrentLinkedQueue<>();

    CheckpointReader(ClientSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
    }

    /**
     * Blocks.
     *
     * @throws LogUnavailable when it cannot be read
     */
    KeptParts read(int partition) {
        places.acquireUninterruptibly();
        try {
            Consumer<byte[], byte[]> consumer = idle.poll();
            return read(partition, consumer == null ? consumer() : consumer);
        } finally {
            places.release();
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return settings.consumer(
                "beckon-checkpoints",
                Map.of(
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000,
                        ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                        4 << 20));
    }

    private KeptParts read(int partition, Consumer<byte[], byte[]> consumer) {
        TopicPartition of = new TopicPartition(topic, partition);
        try {
            consumer.assign(List.of(of));
            Map<String, byte[]> records = newest(of, consumer);
            byte[] watermark = records.remove(CheckpointCodec.WATERMARK_KEY);
            KeptParts kept = new KeptParts(watermark == null ? null : codec.watermark(watermark), records);
            consumer.unsubscribe();
            idle.add(consumer);
            return kept;
        } catch (KafkaException e) {
            consumer.close(Duration.ZERO);
            throw new LogUnavailable("the checkpoint of partition " + partition + " cannot be read: " + e);
        } catch (LogUnavailable e) {
            consumer.close(Duration.ZERO);
            throw e;
        } catch (UnreadableRecord e) {
            consumer.close(Duration.ZERO);
            throw new LogUnavailable("the watermark of partition " + partition + " " + e.getMessage());
        }
    }

    /** By position: where the last records of transactions were, or compaction was at work, there are none to count. */
    private static Map<String, byte[]> newest(TopicPartition of, Consumer<byte[], byte[]> consumer) {
        Map<String, byte[]> newest = new HashMap<>();
        long end = Objects.requireNonNull(
                consumer.endOffsets(List.of(of), PATIENCE).get(of));
        consumer.seekToBeginning(List.of(of));
        long position = consumer.position(of, PATIENCE);
        long since = System.nanoTime();
        while (position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end && record.key() != null) {
                    keep(newest, new String(record.key(), UTF_8), record);
                }
            }
            long reached = consumer.position(of, PATIENCE);
            long now = System.nanoTime();
            if (reached == position && now - since > PATIENCE.toNanos()) {
                throw new LogUnavailable("the checkpoint of " + of + " cannot be read: the brokers give nothing");
            }
            since = reached == position ? since : now;
            position = reached;
        }
        return newest;
    }

    private static void keep(Map<String, byte[]> newest, String key, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            newest.remove(key);
        } else {
            newest.put(key, record.value());
        }
    }

    @Override
    public void close() {
        for (Consumer<byte[], byte[]> consumer = idle.poll(); consumer != null; consumer = idle.poll()) {
            consumer.close(Duration.ZERO);
        }
    }
}
