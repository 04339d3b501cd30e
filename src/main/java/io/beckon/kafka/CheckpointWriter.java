package io.beckon.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.records.CheckpointCodec;
import io.beckon.records.Watermark;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a keeper: in each the changed records of checkpoints, their watermarks, what is projected, and the group's
 * offsets. After a failure it is of no use any more, for it is not known what has become of the last transaction.
 */
final class CheckpointWriter implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final KeeperSettings settings;
    private final KeeperFigures figures;
    private final Runnable beforeCommit;
    private final CheckpointCodec codec = new CheckpointCodec();

    /** @param beforeCommit is called when all of a transaction was sent */
    CheckpointWriter(
            ClientSettings client,
            String instance,
            KeeperSettings settings,
            KeeperFigures figures,
            Runnable beforeCommit) {
        this.settings = settings;
        this.figures = figures;
        this.beforeCommit = beforeCommit;
        this.producer = client.producer(
                "beckon-keeper",
                Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        settings.names().prefix() + ".keeper." + instance,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        TIMEOUT_MILLIS,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        TIMEOUT_MILLIS,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        (long) TIMEOUT_MILLIS,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        256 << 10));
    }

    /** Ends whatever transaction an earlier one of this process has left open. */
    void begin() {
        producer.initTransactions();
    }

    /** Blocks until it is committed. */
    void commit(Collection<KeptPartition> partitions, String topicId, ConsumerGroupMetadata group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        producer.beginTransaction();
        for (KeptPartition partition : partitions) {
            send(partition, topicId);
            offsets.put(
                    new TopicPartition(settings.names().events(), partition.number()),
                    new OffsetAndMetadata(partition.next()));
        }
        producer.sendOffsetsToTransaction(offsets, group);
        beforeCommit.run();
        producer.commitTransaction();
        figures.commits.increment();
        for (KeptPartition partition : partitions) {
            partition.committed(partition.next());
            figures.watermarks.put(partition.number(), partition.next());
        }
    }

    private void send(KeptPartition partition, String topicId) {
        partition.rooms().changes().forEach((key, value) -> send(partition, key, value));
        partition.facts().forEach(producer::send);
        Watermark watermark =
                new Watermark(partition.next(), topicId, settings.lag().toMillis());
        send(partition, CheckpointCodec.WATERMARK_KEY, codec.encode(watermark));
    }

    private void send(KeptPartition partition, String key, byte @Nullable [] value) {
        byte[] name = key.getBytes(UTF_8);
        producer.send(new ProducerRecord<>(settings.names().checkpoints(), partition.number(), name, value));
        figures.written.increment();
        figures.writtenBytes.add(name.length + (value == null ? 0 : value.length));
    }

    /** Leaves an open transaction to its time-out, or to the next writer of this process. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
