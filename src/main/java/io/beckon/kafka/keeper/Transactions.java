package io.beckon.kafka.keeper;

import io.beckon.kafka.AuditRecords;
import io.beckon.kafka.ClientSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;

/**
 * The transactions of a member of a group: in each what its shares have to write, and the group's offsets. After a failure it is
 * of no use any more, for it is not known what has become of the last transaction.
 */
final class Transactions implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Runnable beforeCommit;

    /** @param beforeCommit is called when all of a transaction was sent */
    Transactions(ClientSettings client, GroupSettings settings, Runnable beforeCommit) {
        this.topic = settings.topic();
        this.beforeCommit = beforeCommit;
        this.producer = client.producer(settings.name(), settings.producer(AuditRecords.COMPRESSION));
    }

    /** Ends whatever transaction an earlier one of this process has left open. */
    void begin() {
        producer.initTransactions();
    }

    /** Blocks until it is committed. */
    void commit(Collection<? extends Share> shares, ConsumerGroupMetadata group) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        producer.beginTransaction();
        for (Share share : shares) {
            share.write(producer::send);
            offsets.put(new TopicPartition(topic, share.number()), share.progress());
        }
        producer.sendOffsetsToTransaction(offsets, group);
        beforeCommit.run();
        producer.commitTransaction();
        shares.forEach(Share::committed);
    }

    /** Leaves an open transaction to its time-out, or to the next of this process. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
