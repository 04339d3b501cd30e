package io.beckon.log;

import io.beckon.room.Footprint;
import io.beckon.room.Proposal;
import io.beckon.room.ProposalWeight;
import io.beckon.room.RoomKey;

/** A proposal and its place in its partition. */
public record LogRecord(int partition, long position, RoomKey room, Proposal proposal) {

    /** With its place in a queue. */
    private static final int OVERHEAD_BYTES = Footprint.object(20) + 8;

    private static final int KEY_BYTES = Footprint.object(8);

    /** About how much memory it takes, in bytes: of a room's key, which its records share, that of each join. */
    public int weight() {
        int key = proposal instanceof Proposal.Join ? KEY_BYTES + Footprint.text(room.name()) : 0;
        return OVERHEAD_BYTES + key + ProposalWeight.of(proposal);
    }
}
