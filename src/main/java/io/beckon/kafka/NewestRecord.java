package io.beckon.kafka;

import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the newest record of some kind in a partition of the audit trail, from its end on. Not safe for use by several threads.
 *
 * @param <T> what is made of it
 */
public final class NewestRecord<T> {

    private static final long FIRST_STRETCH = 2_000;

    private final int partition;
    private final Function<StoredEvent, Optional<T>> kind;
    private @Nullable T newest;

    private NewestRecord(int partition, Function<StoredEvent, Optional<T>> kind) {
        this.partition = partition;
        this.kind = kind;
    }

    /**
     * Blocks; reads the whole partition where there is none.
     *
     * @param kind what is made of an event; empty where it is none of them
     * @throws IOException when the partition cannot be read
     */
    public static <T> Optional<T> find(
            ClientSettings client, String topic, int partition, Function<StoredEvent, Optional<T>> kind)
            throws IOException {
        try (TopicScan scan = new TopicScan(client, topic, TopicScan.COMMITTED, ReadBounds.NONE)) {
            return Optional.ofNullable(new NewestRecord<>(partition, kind).find(scan));
        }
    }

    private @Nullable T find(TopicScan scan) throws IOException {
        TopicScan.Kept kept = scan.kept(partition);
        long end = kept.end();
        for (long stretch = FIRST_STRETCH; newest == null && end > kept.begin(); stretch *= 2) {
            long begin = Math.max(kept.begin(), end - stretch);
            scan.read(partition, begin, end, this::look);
            end = begin;
        }
        return newest;
    }

    private void look(ConsumerRecord<byte[], byte[]> record) {
        try {
            kind.apply(AuditRecords.read(record)).ifPresent(found -> newest = found);
        } catch (UnreadableRecord e) {
            // None of the service's, and none of any kind.
        }
    }
}
