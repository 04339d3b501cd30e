package io.beckon.session;

import io.beckon.following.Follower;
import io.beckon.identity.Caller;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Provenance;
import io.beckon.room.RoomKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a session was when it lost its connection.
 *
 * @param leavesAt when it has left that is not back; {@code null} if the rooms decide that
 */
record LostPlace(
        Caller caller,
        Provenance from,
        Incarnation incarnation,
        List<RoomKey> rooms,
        @Nullable Long leavesAt) {

    static LostPlace of(Session session, List<RoomKey> rooms, @Nullable Long leavesAt) {
        return new LostPlace(
                session.caller().withoutToken(), session.provenance(), session.incarnation(), rooms, leavesAt);
    }

    /** The session leaves its rooms. */
    void leave(String session, LeaveReason why, Follower follower) {
        rooms.forEach(room -> follower.insist(room, Proposals.leave(session, incarnation, from, why)));
    }
}
