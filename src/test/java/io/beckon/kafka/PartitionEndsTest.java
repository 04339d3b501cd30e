package io.beckon.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class PartitionEndsTest {

    private final List<CompletableFuture<Long>> questions = new ArrayList<>();
    private final PartitionEnds ends = new PartitionEnds(partition -> {
        questions.add(new CompletableFuture<>());
        return questions.getLast();
    });

    @Test
    void manyShareAnAnswerButNotToAnOlderQuestion() {
        CompletableFuture<Long> first = ends.of(3);
        CompletableFuture<Long> second = ends.of(3);
        CompletableFuture<Long> third = ends.of(3);
        assertEquals(1, questions.size());
        questions.getFirst().complete(7L);
        assertEquals(7, first.join());
        assertFalse(second.isDone() || third.isDone(), "what they saw may be younger than the first question");
        assertEquals(2, questions.size());
        questions.getLast().complete(9L);
        assertEquals(9, second.join());
        assertEquals(9, third.join());
        ends.of(3);
        assertEquals(3, questions.size());
    }

    @Test
    void partitionsAreAskedBesideEachOther() {
        ends.of(1);
        ends.of(2);
        assertEquals(2, questions.size());
    }

    @Test
    void aFailureIsAnAnswerAndTheNextIsAskedAllTheSame() {
        CompletableFuture<Long> first = ends.of(3);
        CompletableFuture<Long> second = ends.of(3);
        second.cancel(false);
        CompletableFuture<Long> third = ends.of(3);
        questions.getFirst().completeExceptionally(new IllegalStateException("away"));
        assertTrue(first.isCompletedExceptionally());
        questions.getLast().complete(9L);
        assertEquals(9, third.join(), "one who gave up concerns nobody else");
    }

    @Test
    void aQuestionThatCannotBeAskedDoesNotStayUnderWay() {
        PartitionEnds broken = new PartitionEnds(partition -> {
            throw new IllegalStateException("closed");
        });
        assertTrue(broken.of(1).isCompletedExceptionally());
        assertTrue(broken.of(1).isCompletedExceptionally());
    }
}
