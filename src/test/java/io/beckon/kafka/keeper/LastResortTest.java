package io.beckon.kafka.keeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.kafka.TopicNames;
import io.beckon.log.DueTimers;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The timers that a keeper would propose if nobody else did. */
class LastResortTest {

    private static final RoomKey ROOM = new RoomKey("default", "room");

    private final LastResort timers = new LastResort(new KeeperSettings(
            new TopicNames("beckon"),
            1,
            Duration.ofSeconds(120),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            null));

    @Test
    void thoseThatNothingNeedsDoNotPileUp() {
        for (int bar = 0; bar < 100_000; bar++) {
            Proposal.Timed newest = new Proposal.BarEnded("user", bar, 86_400);
            timers.arm(ROOM, newest, 0);
            timers.sweep((room, timer) -> timer.equals(newest));
            assertTrue(timers.size() <= DueTimers.FIRST_SWEEP);
        }
    }

    @Test
    void aLossThatWasNoticedIsNoticedAgainOnceItWasDropped() {
        Proposal.InstanceLost loss = new Proposal.InstanceLost("gone");
        timers.noticed(ROOM, loss, 0);
        timers.noticed(ROOM, loss, 0);
        assertEquals(1, timers.size());
        for (int i = 0; i < DueTimers.FIRST_SWEEP; i++) {
            timers.arm(ROOM, new Proposal.InstanceLost("other-" + i), 0);
        }
        timers.sweep((room, timer) -> false);
        assertEquals(0, timers.size());
        timers.noticed(ROOM, loss, 0);
        List<Proposal.Timed> due = new ArrayList<>();
        timers.elapse(Duration.ofSeconds(6).toNanos(), (room, timer) -> {
            due.add(timer);
            return false;
        });
        assertEquals(List.of(loss), due);
    }
}
