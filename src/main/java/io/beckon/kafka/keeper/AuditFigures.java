package io.beckon.kafka.keeper;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What the members of groups here have counted of the audit trail so far. */
public final class AuditFigures {

    final LongAdder projected = new LongAdder();
    final LongAdder missed = new LongAdder();
    final LongAdder stopped = new LongAdder();
    final LongAdder sealed = new LongAdder();
    final LongAdder foreign = new LongAdder();
    /** By partition of the audit topic, of those that are sealed here. */
    final Map<Integer, Long> unsealed = new ConcurrentHashMap<>();

    AuditFigures() {}

    /** Facts that followed from the logs of rooms and calls. */
    public long projected() {
        return projected.sum();
    }

    /** Records of rooms and calls from which nothing has followed: they were deleted before they were read, or the rooms began anew. */
    public long missed() {
        return missed.sum();
    }

    /** Partitions of calls that were left at a record of a later version. */
    public long stopped() {
        return stopped.sum();
    }

    /** Records under seals. */
    public long sealed() {
        return sealed.sum();
    }

    /** Records of the audit topic that are no audit records, so without seals. */
    public long foreign() {
        return foreign.sum();
    }

    /** Records of the partitions that are sealed here that have no seal yet. */
    public long sealLag() {
        return unsealed.values().stream().mapToLong(Long::longValue).sum();
    }
}
