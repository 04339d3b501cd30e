package io.beckon.transport;

import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Refusals that are kept back for a while, for whoever asks again as soon as it is answered would otherwise ask without end; a
 * bounded number of them. What waits has to be small. Safe for use by several threads.
 */
final class LateAnswers {

    static final int MOST = 1000;

    private final AtomicInteger waiting = new AtomicInteger();

    /** @return false where too many wait already: then this one is answered by somebody else */
    boolean after(long millis, Vertx vertx, Runnable answer) {
        if (!mayWait()) {
            return false;
        }
        vertx.setTimer(millis, over -> {
            answered();
            answer.run();
        });
        return true;
    }

    /** Whether one more may wait; then it does, until it is {@link #answered}. */
    boolean mayWait() {
        boolean may = waiting.incrementAndGet() <= MOST;
        if (!may) {
            waiting.decrementAndGet();
        }
        return may;
    }

    void answered() {
        waiting.decrementAndGet();
    }
}
