package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.log.LogUnavailable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private final AtomicInteger asked = new AtomicInteger();

    private Answers.Question<String> failing(Exception... failures) {
        return () -> {
            int number = asked.getAndIncrement();
            if (number < failures.length) {
                throw new ExecutionException(failures[number]);
            }
            return "answer";
        };
    }

    private LogUnavailable refused(Duration patience, Exception... failures) {
        Answers answers = new Answers(patience);
        return assertThrows(LogUnavailable.class, () -> answers.to(failing(failures), "nothing is known"));
    }

    @Test
    void aBrokerThatDoesNotKnowATopicOrItsLeaderYetIsAskedAgain() {
        Answers.Question<String> question =
                failing(new UnknownTopicOrPartitionException(), new LeaderNotAvailableException("elected"));
        assertEquals("answer", new Answers(Duration.ofMinutes(1)).to(question, "nothing is known"));
        assertEquals(3, asked.get());
    }

    @Test
    void patienceEnds() {
        LogUnavailable refused = refused(Duration.ZERO, new UnknownTopicOrPartitionException("no such topic"));
        assertTrue(refused.getMessage().startsWith("nothing is known"), refused.getMessage());
        assertTrue(refused.getMessage().contains("no such topic"), refused.getMessage());
        assertEquals(1, asked.get());
    }

    @Test
    void whatWillNotChangeIsAskedOnce() {
        refused(Duration.ofMinutes(1), new TopicAuthorizationException("events"));
        assertEquals(1, asked.get());
    }

    @Test
    void aTimeoutIsTheEndOfTheClientsOwnPatience() {
        refused(Duration.ofMinutes(1), new TimeoutException("5 s"));
        assertEquals(1, asked.get());
    }
}
