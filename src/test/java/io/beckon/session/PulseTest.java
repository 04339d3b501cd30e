package io.beckon.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PulseTest {

    @Test
    void itGivesUpAfterAsManyHeartbeatsOfSilenceAsTheConnectionHasPatienceFor() {
        for (int patience : new int[] {2, 4}) {
            Pulse pulse = new Pulse(10, patience, 0);
            pulse.heard(5);
            assertFalse(pulse.isSilent(5 + patience * 10 - 1));
            assertTrue(pulse.isSilent(5 + patience * 10));
        }
    }
}
