package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RatesTest {

    private long now = -5;
    private final Rates rates = new Rates(2, 3, () -> now);

    @Test
    void aBurstPassesAndThenTheRate() {
        assertEquals(3, passing("a", 10));
        now += Duration.ofMillis(499).toNanos();
        assertFalse(rates.take("a"));
        now += Duration.ofMillis(1).toNanos();
        assertTrue(rates.take("a"));
        assertFalse(rates.take("a"));
        now += Duration.ofHours(1).toNanos();
        assertEquals(3, passing("a", 10));
    }

    @Test
    void oneDoesNotSpendWhatIsAnothers() {
        passing("a", 10);

        assertEquals(3, passing("b", 10));
    }

    @Test
    @Fills("transport.Rates.MOST_REMEMBERED")
    void thoseSeenLastAreRemembered() {
        passing("a", 10);
        for (int i = 0; i < 3 * Rates.MOST_REMEMBERED; i++) {
            rates.take("other " + i);
            assertFalse(rates.take("a"), "it is still remembered");
        }

        assertEquals(Rates.MOST_REMEMBERED, rates.remembered());
    }

    @Test
    void zeroIsNoLimitAndRemembersNobody() {
        Rates none = new Rates(0, 1, () -> now);
        for (int i = 0; i < 100; i++) {
            assertTrue(none.take("a"));
        }

        assertEquals(0, none.remembered());
    }

    private int passing(String who, int tries) {
        int passing = 0;
        for (int i = 0; i < tries; i++) {
            passing += rates.take(who) ? 1 : 0;
        }
        return passing;
    }
}
