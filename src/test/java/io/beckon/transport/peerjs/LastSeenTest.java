package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.Fills;
import org.junit.jupiter.api.Test;

class LastSeenTest {

    private final LastSeen lastSeen = new LastSeen();

    @Test
    @Fills("transport.peerjs.LastSeen.MOST")
    void theLastOfThemAreRememberedAndNoMore() {
        for (int i = 0; i <= LastSeen.MOST; i++) {
            lastSeen.put("session-" + i, i);
        }
        assertNull(lastSeen.take("session-0"));
        assertEquals(1, lastSeen.take("session-1"));
        assertEquals(LastSeen.MOST, lastSeen.take("session-" + LastSeen.MOST));
    }

    @Test
    void whatWasTakenIsForgotten() {
        lastSeen.put("session", 7);
        assertEquals(7, lastSeen.take("session"));
        assertNull(lastSeen.take("session"));
    }
}
