package io.beckon.kafka.keeper;

import io.beckon.kafka.Whereabouts;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/** What a group has committed of a partition, and what the partition still keeps. */
final class GroupProgress {

    private static final Logger LOG = System.getLogger(GroupProgress.class.getName());
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final TopicPartition of;
    private boolean failing;

    GroupProgress(String topic, int partition) {
        this.of = new TopicPartition(topic, partition);
    }

    int partition() {
        return of.partition();
    }

    /**
     * Where a member begins.
     *
     * @param first offset of the first record that is kept
     * @param end offset behind the last record
     * @param committed by the group, 0 if nothing is
     * @param metadata that was committed with it, may be empty
     */
    record At(long first, long end, long committed, String metadata) {

        /** Whether the brokers have lost records that the group had read. */
        boolean isBeyondEnd() {
            return committed > end;
        }

        /** Whether the group has committed anything that the brokers still know of. */
        boolean isKnown() {
            return committed > 0;
        }
    }

    /** Returns {@code null} when the brokers do not say now. */
    @Nullable At look(Consumer<byte[], byte[]> consumer) {
        try {
            OffsetAndMetadata committed = consumer.committed(Set.of(of), SHORT).get(of);
            Long first = consumer.beginningOffsets(Set.of(of), SHORT).get(of);
            Long end = consumer.endOffsets(Set.of(of), SHORT).get(of);
            if (first == null || end == null) {
                return null;
            }
            At at = committed == null
                    ? new At(first, end, 0, "")
                    : new At(first, end, committed.offset(), committed.metadata());
            if (at.isBeyondEnd()) {
                LOG.log(
                        Level.ERROR,
                        "Records are lost: what was read ends after the log does: " + Whereabouts.of(of) + " end=" + end
                                + " offset=" + at.committed());
            }
            return at;
        } catch (TimeoutException e) {
            cannotBegin(e);
            return null;
        }
    }

    /** Says why a member cannot begin yet, the first time loudly. */
    void cannotBegin(Exception e) {
        LOG.log(
                failing ? Level.DEBUG : Level.WARNING,
                "A partition cannot be begun with yet, which is tried again: " + Whereabouts.of(of) + ": " + e);
        failing = true;
    }
}
