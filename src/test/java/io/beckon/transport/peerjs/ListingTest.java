package io.beckon.transport.peerjs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ListingTest {

    private long now;
    private int made;
    private final Listing listing =
            new Listing(() -> CompletableFuture.completedFuture(null), () -> "list " + ++made, () -> now);

    @Test
    void whoAsksTooOftenGetsTheListOfThatSecond() {
        for (int i = 0; i < 100; i++) {
            assertEquals("list 1", listing.lately());
        }
        now += TimeUnit.SECONDS.toNanos(2);
        assertEquals("list 2", listing.lately());
        assertEquals("list 3", listing.now());
        assertEquals("list 3", listing.lately());
    }
}
