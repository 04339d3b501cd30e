package io.beckon.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs because records have armed it. */
class TimersTest {

    private static final RoomKey ROOM = new RoomKey("default", "room");

    private final Timers timers = new Timers(Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** Each bar would be waited for during a day. */
    @Test
    @Fills("following.Timers.FIRST_SWEEP")
    void thoseThatNothingNeedsDoNotPileUp() {
        for (int bar = 0; bar < 100_000; bar++) {
            timers.arm(ROOM, new Proposal.BarEnded("user", bar, 86_400), 0);
            Proposal.Timed newest = new Proposal.BarEnded("user", bar, 86_400);
            timers.sweep((room, timer) -> timer.equals(newest));
            assertTrue(timers.size() <= Timers.FIRST_SWEEP);
        }
    }

    @Test
    void thoseThatHoldStayHoweverManyTheyAre() {
        for (int bar = 0; bar < 5000; bar++) {
            timers.arm(ROOM, new Proposal.BarEnded("user-" + bar, bar, 60), 0);
            timers.sweep((room, timer) -> true);
        }
        assertEquals(5000, timers.size());
        assertEquals(5000, timers.due(Duration.ofSeconds(60).toNanos()).size());
    }

    @Test
    void ofThoseThatAreTheSameTheFirstIsEnough() {
        for (int i = 0; i < Timers.FIRST_SWEEP; i++) {
            timers.arm(ROOM, new Proposal.InstanceLost("gone"), i);
        }
        timers.sweep((room, timer) -> true);
        List<Timers.Running> left = timers.due(Long.MAX_VALUE);
        assertEquals(1, left.size());
        assertEquals(0, left.getFirst().due());
    }
}
