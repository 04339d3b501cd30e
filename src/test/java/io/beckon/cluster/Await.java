package io.beckon.cluster;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for what other processes and threads bring about, with a limit. */
public final class Await {

    private static final int POLL_MILLIS = 25;

    private Await() {}

    public static void until(Duration patience, BooleanSupplier condition, Supplier<String> otherwise) {
        if (!holdsWithin(patience, condition)) {
            throw new AssertionError("after " + patience + ": " + otherwise.get());
        }
    }

    static boolean holdsWithin(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            pause(Duration.ofMillis(POLL_MILLIS));
        }
        return true;
    }

    /** For a fault to last, or a talk to go on. */
    public static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
