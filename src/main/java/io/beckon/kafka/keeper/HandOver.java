package io.beckon.kafka.keeper;

import io.beckon.kafka.Offsets;
import io.beckon.log.Partition;
import io.beckon.records.CheckpointCodec;
import io.beckon.records.UnreadableRecord;
import io.beckon.records.Watermark;
import io.beckon.room.RoomSnapshot;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a keeper begins with a partition that was another's, or nobody's. */
sealed interface HandOver {

    /** The group's offset and the checkpoint do not fit yet: one of them is about to become visible. */
    record NotYet() implements HandOver {}

    /** From the watermark on. What follows from the records before {@code projected} is written already. */
    record GoOn(long offset, long projected, List<RoomSnapshot> rooms) implements HandOver {}

    /**
     * From the log's beginning on: nothing is missing. {@code stale} are records of a checkpoint of something else. What follows
     * from the records before {@code projected} is written already.
     */
    record BeginAnew(long projected, Collection<String> stale) implements HandOver {}

    /**
     * What lies between the checkpoint and the log is lost: all rooms have to begin anew. From the records since {@code projected}
     * nothing will follow for auditors.
     */
    record Reset(long projected, Collection<String> stale) implements HandOver {}

    /**
     * Decides it. A committed transaction shows at different moments in the group's offset and in the checkpoint; the checkpoint
     * alone is consistent in itself, and so is gone by when they do not come to fit.
     *
     * @param committed the group's offset, if it has one
     * @param patient whether it may still be waited
     * @throws UnreadableRecord when the checkpoint fits and cannot be read
     */
    static HandOver of(@Nullable Long committed, KeptParts kept, String topicId, Offsets.Range log, boolean patient)
            throws UnreadableRecord {
        Watermark watermark = kept.watermark();
        boolean ofThisLog = watermark == null || watermark.topicId().equals(topicId);
        boolean behind = committed != null && (watermark == null || watermark.offset() < committed);
        if (ofThisLog && behind && patient) {
            return new NotYet();
        }
        if (watermark != null && kept.fits(topicId, log)) {
            long projected = committed == null ? watermark.offset() : Math.max(committed, watermark.offset());
            return new GoOn(watermark.offset(), projected, kept.rooms(new CheckpointCodec()));
        }
        return log.first() == Partition.FIRST
                ? new BeginAnew(
                        ofThisLog && committed != null ? committed : 0,
                        kept.parts().keySet())
                : new Reset(
                        projected(committed, watermark, ofThisLog, log),
                        kept.parts().keySet());
    }

    private static long projected(
            @Nullable Long committed, @Nullable Watermark watermark, boolean ofThisLog, Offsets.Range log) {
        long checkpoint = watermark == null || !ofThisLog ? 0 : watermark.offset();
        long known = committed == null || !ofThisLog ? checkpoint : Math.max(committed, checkpoint);
        return known == 0 ? log.first() - Partition.FIRST : known;
    }
}
