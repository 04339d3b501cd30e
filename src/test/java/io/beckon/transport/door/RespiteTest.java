package io.beckon.transport.door;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RespiteTest {

    private final Respite respite = new Respite();
    private long now;

    /** A turn of so many nanoseconds. */
    private long turn(int letIn, int ended, long nanos) {
        respite.accepts(now);
        for (int i = 0; i < letIn; i++) {
            respite.letsIn();
        }
        for (int i = 0; i < ended; i++) {
            respite.ends();
        }
        now += nanos;
        return respite.due(now);
    }

    @Test
    void whoLetsInRestsNever() {
        for (int i = 0; i < 100; i++) {
            assertEquals(0, turn(8, 8, 1_000_000));
        }
    }

    @Test
    void whoEndsThemRestsOnceItHasTakenAWhile() {
        assertEquals(0, turn(0, 16, Respite.SPENT_NANOS / 2));
        assertEquals(Respite.LEAST_NANOS, turn(1, 15, Respite.SPENT_NANOS / 2));
        assertEquals(0, turn(0, 16, Respite.SPENT_NANOS / 2), "it begins anew");
    }

    @Test
    void aRespiteIsLongerTheMoreWasSpentWithinBounds() {
        assertEquals(Respite.TIMES * 500_000L, turn(0, 16, 500_000));
        assertEquals(Respite.MOST_NANOS, turn(0, 16, 1_000_000_000));
    }

    @Test
    void whatComesBetweenTurnsIsNotSpent() {
        assertEquals(0, turn(0, 1, 1000));
        now += 1_000_000_000;
        assertEquals(0, turn(0, 1, 1000));
    }
}
