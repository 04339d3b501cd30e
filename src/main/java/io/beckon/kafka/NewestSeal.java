package io.beckon.kafka;

import io.beckon.audit.seal.SealState;
import io.beckon.records.StoredEvent;
import io.beckon.records.UnreadableRecord;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The newest seal in a partition of the audit trail, found from its end on: what a sealer goes on from that knows of none. */
public final class NewestSeal {

    private static final long FIRST_STRETCH = 2_000;

    private final int partition;
    private final String chain;
    private @Nullable SealState newest;

    private NewestSeal(int partition, String chain) {
        this.partition = partition;
        this.chain = chain;
    }

    /**
     * Blocks; reads the whole partition where there is none.
     *
     * @param chain whose seals are meant
     * @throws IOException when the partition cannot be read
     */
    public static Optional<SealState> of(ClientSettings client, String topic, int partition, String chain)
            throws IOException {
        try (TopicScan scan = new TopicScan(client, topic, TopicScan.COMMITTED, ReadBounds.NONE)) {
            return Optional.ofNullable(new NewestSeal(partition, chain).find(scan));
        }
    }

    private @Nullable SealState find(TopicScan scan) throws IOException {
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
            StoredEvent event = AuditRecords.read(record);
            SealState.ofSeal(event, chain)
                    .filter(seal -> seal.lastOffset() < record.offset())
                    .ifPresent(seal -> newest = seal);
        } catch (UnreadableRecord e) {
            // None of the service's; the sealer says so when it comes to it.
        }
    }
}
