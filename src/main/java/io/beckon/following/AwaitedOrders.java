package io.beckon.following;

import io.beckon.room.OrderOutcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The orders of which somebody here waits to hear what came of them. Safe for use by several threads. */
public final class AwaitedOrders {

    private final Map<String, CompletableFuture<OrderOutcome>> waiting = new ConcurrentHashMap<>();

    /** Done when a room has decided on the order of this id; fails after that many seconds, and is then no longer awaited. */
    public CompletableFuture<OrderOutcome> await(String id, long seconds) {
        CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();
        waiting.put(id, outcome);
        return outcome.orTimeout(seconds, TimeUnit.SECONDS).whenComplete((known, failure) -> waiting.remove(id));
    }

    /** Called with the room's partition held: whoever waits goes on elsewhere. */
    void decided(String id, OrderOutcome outcome) {
        CompletableFuture<OrderOutcome> waiter = waiting.get(id);
        if (waiter != null) {
            waiter.completeAsync(() -> outcome);
        }
    }

    public int size() {
        return waiting.size();
    }
}
