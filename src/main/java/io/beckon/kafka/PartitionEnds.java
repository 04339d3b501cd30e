package io.beckon.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where partitions end. However many want to know, one question a partition is on its way to the brokers; who comes meanwhile shares
 * the answer to the next, since what that one was told of may be younger than the question. Safe for use by several threads.
 */
final class PartitionEnds {

    private final IntFunction<? extends CompletionStage<Long>> question;
    /** Of the partitions that are asked about. */
    private final Map<Integer, Turns> turns = new HashMap<>();

    private static final class Turns {
        @Nullable CompletableFuture<Long> next;
    }

    /** @param question asks the brokers; does not block */
    PartitionEnds(IntFunction<? extends CompletionStage<Long>> question) {
        this.question = question;
    }

    CompletableFuture<Long> of(int partition) {
        CompletableFuture<Long> answer;
        synchronized (this) {
            Turns others = turns.get(partition);
            if (others != null) {
                if (others.next == null) {
                    others.next = new CompletableFuture<>();
                }
                return others.next.copy();
            }
            turns.put(partition, new Turns());
            answer = new CompletableFuture<>();
        }
        ask(partition, answer);
        return answer.copy();
    }

    private void ask(int partition, CompletableFuture<Long> answer) {
        asked(partition).whenComplete((end, failure) -> {
            CompletableFuture<Long> next = next(partition);
            if (failure == null) {
                answer.complete(end);
            } else {
                answer.completeExceptionally(failure);
            }
            if (next != null) {
                ask(partition, next);
            }
        });
    }

    private CompletionStage<Long> asked(int partition) {
        try {
            return question.apply(partition);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized @Nullable CompletableFuture<Long> next(int partition) {
        Turns mine = turns.get(partition);
        CompletableFuture<Long> next = mine == null ? null : mine.next;
        if (next == null) {
            turns.remove(partition);
        } else {
            turns.put(partition, new Turns());
        }
        return next;
    }
}
