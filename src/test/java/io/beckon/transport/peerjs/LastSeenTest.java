package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.beckon.Fills;
import org.junit.jupiter.api.Test;

class LastSeenTest {

    private final LastSeen lastSeen = new LastSeen();

    private static Arrived upTo(long seq) {
        Arrived arrived = new Arrived();
        arrived.begin(seq);
        return arrived;
    }

    @Test
    @Fills("transport.peerjs.LastSeen.MOST")
    void ofThoseWhoAreGoneTheLastAreRememberedAndNoMore() {
        lastSeen.here("here", upTo(4711));
        for (int i = 0; i <= LastSeen.MOST; i++) {
            Arrived arrived = upTo(i);
            lastSeen.here("session-" + i, arrived);
            lastSeen.gone("session-" + i, arrived);
        }
        assertNull(lastSeen.of("session-0"));
        assertEquals(1, lastSeen.of("session-1"));
        assertEquals(LastSeen.MOST, lastSeen.of("session-" + LastSeen.MOST));
        assertEquals(4711, lastSeen.of("here"));
    }

    @Test
    void whatArrivesLaterCounts() {
        Arrived arrived = upTo(1);
        lastSeen.here("session", arrived);
        arrived.begin(2);
        assertEquals(2, lastSeen.of("session"));
        lastSeen.gone("session", arrived);
        arrived.begin(3);
        assertEquals(3, lastSeen.of("session"));
    }

    @Test
    void theEndOfAnOlderConnectionTakesNothingFromItsSuccessor() {
        Arrived older = upTo(1);
        Arrived newer = upTo(2);
        lastSeen.here("session", older);
        lastSeen.here("session", newer);
        lastSeen.gone("session", older);
        assertEquals(2, lastSeen.of("session"));
        lastSeen.gone("session", newer);
        assertEquals(2, lastSeen.of("session"));
    }
}
