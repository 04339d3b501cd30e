package io.beckon.transport.signaling;

import io.vertx.core.Context;
import java.util.concurrent.atomic.AtomicBoolean;

/** Looks on one thread whether something has come: once, however often it is asked to before it does. Safe for use by several threads. */
public final class Look {

    private final Context context;
    private final Runnable action;
    private final AtomicBoolean due = new AtomicBoolean();

    /** @param context on whose thread it looks */
    public Look(Context context, Runnable action) {
        this.context = context;
        this.action = action;
    }

    /** Something may have come. */
    public void request() {
        if (due.compareAndSet(false, true)) {
            context.runOnContext(now -> {
                due.set(false);
                action.run();
            });
        }
    }
}
