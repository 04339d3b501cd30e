package io.beckon.session;

import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Proposal;
import io.beckon.room.Provenance;
import org.jspecify.annotations.Nullable;

/** How and why a session's connection ends, and what its rooms are to be told then. Safe for use by several threads. */
final class Ending {

    private volatile Closing closing = Closing.LOST;
    private volatile boolean readTooSlowly;
    private volatile @Nullable LeaveReason putOut;
    private volatile @Nullable LeaveReason lost;

    void closing(Closing how) {
        closing = how;
    }

    /** How the connection ended, when it has. */
    Closing closing() {
        return closing;
    }

    void readTooSlowly() {
        readTooSlowly = true;
    }

    boolean hasReadTooSlowly() {
        return readTooSlowly;
    }

    void putOut(LeaveReason why) {
        putOut = why;
    }

    /** Why the session is over for good, whatever becomes of its connection; {@code null} while it is not. */
    @Nullable LeaveReason putOut() {
        return putOut;
    }

    /** @param why its places wait for its return; {@code null} if they do not */
    void lost(@Nullable LeaveReason why) {
        lost = why;
    }

    /**
     * What a room is told once the connection has ended.
     *
     * @param from of the session's client
     */
    Proposal departure(String session, Incarnation incarnation, Provenance from) {
        LeaveReason out = putOut;
        LeaveReason absence = lost;
        return out == null && absence != null
                ? new Proposal.Disconnected(session, incarnation, absence)
                : Proposals.leave(session, incarnation, from, out == null ? LeaveReason.LEFT : out);
    }
}
