package io.beckon.log;

import io.beckon.room.Footprint;
import io.beckon.room.Proposal;
import io.beckon.room.ProposalWeight;
import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/**
 * A proposal and its place in its partition.
 *
 * @param time when the log got it, in milliseconds since 1970: the same for all who read it; 0 where that is not known
 */
public record LogRecord(int partition, long position, RoomKey room, Proposal proposal, long time) {

    /** With its place in a queue. */
    private static final int OVERHEAD_BYTES = Footprint.object(28) + 8;

    private static final int KEY_BYTES = Footprint.object(8);

    public LogRecord(int partition, long position, RoomKey room, Proposal proposal) {
        this(partition, position, room, proposal, 0);
    }

    /** Where it stands in a trace (W3C Trace Context); {@code null} if it is not traced. */
    public @Nullable String traceparent() {
        return proposal instanceof Proposal.Framed framed ? framed.origin().traceparent() : null;
    }

    /** About how much memory it takes, in bytes: of a room's key, which its records share, that of each join. */
    public int weight() {
        int key = proposal instanceof Proposal.Join ? KEY_BYTES + Footprint.text(room.name()) : 0;
        return OVERHEAD_BYTES + key + ProposalWeight.of(proposal);
    }
}
