package io.beckon.kafka;

import io.beckon.log.LogUnavailable;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What brokers answer, for which they are asked again while the one that was asked does not know it yet: it may hear later than
 * the others of a topic that was just made, or of a leader that was just elected. Safe for use by several threads.
 */
public final class Answers {

    private static final long BETWEEN_TRIES_MILLIS = 100;

    private final long patienceNanos;

    /** @param patience how long they are asked again */
    public Answers(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** Asks once. */
    interface Question<T> {
        T ask() throws ExecutionException, InterruptedException;
    }

    /**
     * Blocks.
     *
     * @param otherwise what is the matter when there is no answer
     * @throws LogUnavailable when there is none
     */
    <T> T to(Question<T> question, String otherwise) {
        long begin = System.nanoTime();
        try {
            while (true) {
                try {
                    return question.ask();
                } catch (ExecutionException e) {
                    if (!isNotYet(e.getCause()) || System.nanoTime() - begin >= patienceNanos) {
                        throw new LogUnavailable(otherwise + ": " + e.getCause());
                    }
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_TRIES_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogUnavailable("interrupted");
        }
    }

    /** After a timeout the client has tried again for long enough. */
    private static boolean isNotYet(@Nullable Throwable failure) {
        return failure instanceof RetriableException && !(failure instanceof TimeoutException);
    }
}
