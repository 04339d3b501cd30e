package io.beckon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What runs because records have armed it. */
class DueTimersTest {

    private static final RoomKey ROOM = new RoomKey("default", "room");

    private final DueTimers timers = new DueTimers(Duration.ofSeconds(30), Duration.ofSeconds(30));

    /** Each bar would be waited for during a day. */
    @Test
    @Fills("log.DueTimers.FIRST_SWEEP")
    void thoseThatNothingNeedsDoNotPileUp() {
        for (int bar = 0; bar < 100_000; bar++) {
            timers.arm(ROOM, new Proposal.BarEnded("user", bar, 86_400), 0);
            Proposal.Timed newest = new Proposal.BarEnded("user", bar, 86_400);
            timers.sweep((room, timer) -> timer.equals(newest));
            assertTrue(timers.size() <= DueTimers.FIRST_SWEEP);
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
        for (int i = 0; i < DueTimers.FIRST_SWEEP; i++) {
            timers.arm(ROOM, new Proposal.InstanceLost("gone"), i);
        }
        timers.sweep((room, timer) -> true);
        List<DueTimers.Running> left = timers.due(Long.MAX_VALUE);
        assertEquals(1, left.size());
        assertEquals(0, left.getFirst().due());
    }

    /** Rooms are asked under their partition's monitor, under which others arm. */
    @Test
    void whileItIsAskedWhatHoldsOthersMayArm() {
        for (int i = 0; i < DueTimers.FIRST_SWEEP; i++) {
            timers.arm(ROOM, new Proposal.InstanceLost("gone-" + i), 0);
        }
        timers.sweep((room, timer) -> {
            CompletableFuture.runAsync(() -> timers.arm(ROOM, new Proposal.InstanceLost("meanwhile"), 0))
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
            return false;
        });
        assertEquals(DueTimers.FIRST_SWEEP, timers.size(), "what was armed meanwhile has not been looked at");
    }

    @Test
    void whatIsLookedAtAgainIsLate() {
        timers.arm(ROOM, new Proposal.InstanceLost("gone"), 0);
        DueTimers.Running first = timers.due(0).getFirst();
        timers.again(first, 5);
        assertEquals(List.of(), timers.due(4));
        DueTimers.Running second = timers.due(5).getFirst();
        assertEquals(List.of(false, true), List.of(first.late(), second.late()));
    }
}
