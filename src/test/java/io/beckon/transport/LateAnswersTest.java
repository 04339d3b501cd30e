package io.beckon.transport;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import org.junit.jupiter.api.Test;

class LateAnswersTest {

    private final LateAnswers answers = new LateAnswers();

    @Test
    @Fills("transport.LateAnswers.MOST")
    void onlySoManyWaitAtTheSameTime() {
        for (int i = 0; i < LateAnswers.MOST; i++) {
            assertTrue(answers.mayWait());
        }
        assertFalse(answers.mayWait());
        answers.answered();
        assertTrue(answers.mayWait());
        assertFalse(answers.mayWait());
    }
}
