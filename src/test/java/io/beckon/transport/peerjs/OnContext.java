package io.beckon.transport.peerjs;

import io.vertx.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Does something on a connection's thread, and waits until it is done. */
final class OnContext {

    private OnContext() {}

    static void run(Context context, Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        context.runOnContext(now -> {
            try {
                action.run();
                done.complete(null);
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        done.orTimeout(60, TimeUnit.SECONDS).join();
    }
}
