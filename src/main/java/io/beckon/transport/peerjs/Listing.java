package io.beckon.transport.peerjs;

import io.vertx.core.json.JsonArray;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ids of an application's peers, as they are listed: one list a second for all who ask too often. Safe for use by several threads. */
final class Listing {

    static final int MOST_LISTED = 10_000;

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<CompletableFuture<Void>> upToDate;
    private final Supplier<String> list;
    private final LongSupplier clock;
    private volatile @Nullable Made made;

    private record Made(String json, long at) {}

    Listing(Lobby lobby) {
        this(lobby::upToDate, () -> new JsonArray(lobby.present(MOST_LISTED)).encode(), System::nanoTime);
    }

    Listing(Supplier<CompletableFuture<Void>> upToDate, Supplier<String> list, LongSupplier clock) {
        this.upToDate = upToDate;
        this.list = list;
        this.clock = clock;
    }

    CompletableFuture<Void> upToDate() {
        return upToDate.get();
    }

    /** What this node knows. */
    String now() {
        Made now = new Made(list.get(), clock.getAsLong());
        made = now;
        return now.json;
    }

    /** What this node knew within a second. */
    synchronized String lately() {
        Made known = made;
        return known == null || clock.getAsLong() - known.at > FRESH_NANOS ? now() : known.json;
    }
}
