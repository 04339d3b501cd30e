package io.beckon.session;

import io.beckon.room.OrderOutcome;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The orders of which somebody here waits to hear what came of them. Safe for use by several threads. */
final class AwaitedOrders {

    private final Map<String, CompletableFuture<OrderOutcome>> waiting = new ConcurrentHashMap<>();

    /** Done when a room has decided on the order of this id; it is waited for until the future is done, however that is. */
    CompletableFuture<OrderOutcome> await(String id) {
        CompletableFuture<OrderOutcome> outcome = new CompletableFuture<>();
        waiting.put(id, outcome);
        outcome.whenComplete((known, failure) -> waiting.remove(id));
        return outcome;
    }

    /** Called with the room's partition held: whoever waits goes on elsewhere. */
    void decided(String id, OrderOutcome outcome) {
        CompletableFuture<OrderOutcome> waiter = waiting.get(id);
        if (waiter != null) {
            waiter.completeAsync(() -> outcome);
        }
    }

    int size() {
        return waiting.size();
    }
}
