package io.beckon.following;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.Fills;
import io.beckon.log.ManualRoomLog;
import io.beckon.room.Incarnation;
import io.beckon.room.LeaveReason;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import io.beckon.session.TestNode;
import org.junit.jupiter.api.Test;

/** Records that must not be missing, while the log takes nothing. */
class InsistingTest {

    private static final RoomKey ROOM = new RoomKey("default", "stand-up");

    private final ManualRoomLog log = new ManualRoomLog();
    private final Follower follower = new TestNode.Plan(log).start().follower;

    private void disconnected(String session) {
        follower.insist(ROOM, new Proposal.Disconnected(session, Incarnation.first("this-node"), LeaveReason.TIMEOUT));
    }

    @Test
    @Fills("following.Follower.MOST_INSISTED")
    void soManyWaitAndFurtherOnesAreCounted() {
        log.away = true;
        for (int i = 0; i < Follower.MOST_INSISTED; i++) {
            disconnected("session-" + i);
        }
        assertEquals(0, follower.losses());
        disconnected("more");
        assertEquals(1, follower.losses());
        assertEquals(Follower.MOST_INSISTED, follower.insisted());
    }
}
