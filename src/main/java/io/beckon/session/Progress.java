package io.beckon.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** How far a partition has been read, and who waits until more of it has. Guarded by its partition. */
final class Progress {

    private final List<Waiter> waiters = new ArrayList<>(0);
    private long position;

    private record Waiter(long position, CompletableFuture<Void> done) {}

    Progress(long position) {
        this.position = position;
    }

    /** The last position that was read. */
    long position() {
        return position;
    }

    /** The partition is read from another place on. */
    void begin(long at) {
        position = at;
    }

    void read(long upTo) {
        position = Math.max(position, upTo);
        if (waiters.isEmpty()) {
            return;
        }
        List<Waiter> served = waiters.stream()
                .filter(waiter -> waiter.position <= position || waiter.done.isDone())
                .toList();
        waiters.removeAll(served);
        served.forEach(waiter -> waiter.done.complete(null));
    }

    CompletableFuture<Void> whenRead(long wanted) {
        if (wanted <= position) {
            return CompletableFuture.completedFuture(null);
        }
        waiters.removeIf(waiter -> waiter.done.isDone());
        Waiter waiter = new Waiter(wanted, new CompletableFuture<>());
        waiters.add(waiter);
        return waiter.done;
    }
}
