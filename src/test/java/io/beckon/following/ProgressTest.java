package io.beckon.following;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import org.junit.jupiter.api.Test;

/** Who waits for a partition to be read. */
class ProgressTest {

    @Test
    void theFirstOfThoseWhoWaitIsServedFirst() {
        Progress progress = new Progress(0);
        Progress.Waiter late = progress.whenRead(9);
        Progress.Waiter early = progress.whenRead(3);
        Progress.Waiter another = progress.whenRead(3);
        progress.read(2);
        assertEquals(3, progress.waiting());
        progress.read(3);
        assertTrue(early.read().isDone() && another.read().isDone());
        assertFalse(late.read().isDone());
        progress.giveUp(late);
        assertEquals(0, progress.waiting());
        assertTrue(progress.whenRead(3).read().isDone());
    }

    @Test
    @Fills("following.Progress.MOST_WAITING")
    void noMoreWaitThanMay() {
        Progress progress = new Progress(0);
        for (int i = 0; i < Progress.MOST_WAITING; i++) {
            assertFalse(progress.whenRead(10).read().isDone());
        }
        assertTrue(progress.whenRead(10).read().isCompletedExceptionally());
        assertEquals(Progress.MOST_WAITING, progress.waiting());
        progress.read(10);
        assertEquals(0, progress.waiting());
    }
}
