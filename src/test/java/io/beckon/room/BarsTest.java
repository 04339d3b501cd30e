package io.beckon.room;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.Fills;
import org.junit.jupiter.api.Test;

/** Who may not come back. */
class BarsTest {

    private final Bars bars = new Bars();

    @Test
    @Fills("room.Bars.MOST")
    void theNewestAreKept() {
        for (int i = 0; i < 2 * Bars.MOST; i++) {
            bars.put("user-" + i, new Bar(i, 60));
        }
        assertEquals(Bars.MOST, bars.all().size());
        assertNull(bars.of("user-" + (Bars.MOST - 1)));
        assertNotNull(bars.of("user-" + Bars.MOST));
        for (int i = 0; i < 2 * Bars.MOST; i++) {
            bars.remove("user-" + i);
        }
        assertEquals(0, bars.weight());
    }

    @Test
    void ofOneUserTheLastOneCounts() {
        bars.put("user", new Bar(1, 60));
        long weight = bars.weight();
        bars.put("user", new Bar(2, 60));
        assertEquals(weight, bars.weight());
        assertEquals(new Bar(2, 60), bars.of("user"));
    }
}
