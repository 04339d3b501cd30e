package io.beckon.transport;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Refusals that are kept back for a while, for whoever asks again as soon as it is answered would otherwise ask without end; a
 * bounded number of them. Safe for use by several threads.
 */
final class LateAnswers {

    static final int MOST = 1000;

    private final AtomicInteger waiting = new AtomicInteger();

    /** @return false where too many wait already: then this one is answered by somebody else */
    boolean after(long millis, RoutingContext routing, Consumer<HttpServerResponse> answer) {
        if (!mayWait()) {
            return false;
        }
        // What waits is small: without the token, which may be large.
        routing.request().headers().clear();
        routing.vertx().setTimer(millis, over -> {
            answered();
            if (!routing.response().closed()) {
                answer.accept(routing.response());
            }
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
