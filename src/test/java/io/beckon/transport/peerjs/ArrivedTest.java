package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ArrivedTest {

    private final Arrived arrived = new Arrived();

    @BeforeEach
    void begin() {
        arrived.begin(10);
    }

    @Test
    void whatWasWrittenBeforeAPingHasArrivedWithItsPong() {
        arrived.passed(20, true);
        assertTrue(arrived.isToBeAsked());
        assertEquals(20, arrived.ask());
        arrived.passed(30, true);
        assertEquals(10, arrived.seq());
        arrived.answered(20);
        assertEquals(20, arrived.seq());
        assertTrue(arrived.isToBeAsked(), "what came behind the ping");
    }

    @Test
    void aPongThatNobodyAskedForSaysNothing() {
        arrived.passed(20, true);
        arrived.answered(20);
        arrived.ask();
        arrived.answered(21);
        arrived.answered(Long.MAX_VALUE);
        arrived.answered(-1);
        assertEquals(10, arrived.seq());
    }

    @Test
    void anOlderPongTakesNothingBack() {
        arrived.passed(20, true);
        arrived.ask();
        arrived.passed(30, true);
        arrived.ask();
        arrived.answered(30);
        arrived.answered(20);
        assertEquals(30, arrived.seq());
    }

    @Test
    void whatNeedNotBeWrittenArrivesWithWhatIsBeforeIt() {
        arrived.passed(20, false);
        assertEquals(20, arrived.seq());
        assertFalse(arrived.isToBeAsked());
        arrived.passed(30, true);
        arrived.ask();
        arrived.passed(40, false);
        assertEquals(20, arrived.seq());
        arrived.answered(30);
        assertEquals(30, arrived.seq());
        arrived.answered(arrived.ask());
        assertEquals(40, arrived.seq());
    }
}
