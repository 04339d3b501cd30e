package io.beckon.session;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a client's frames back while something that they depend on is decided elsewhere, so that they keep their order. Only the
 * connection's thread uses it.
 */
final class Suspense {

    /** How long whoever decides may take. */
    private static final long PATIENCE_SECONDS = 10;

    private final Connection connection;
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>(0);
    private @Nullable Consumer<byte[]> intake;
    private boolean on;

    Suspense(Connection connection) {
        this.connection = connection;
    }

    boolean isOn() {
        return on;
    }

    void hold(byte[] frame) {
        frames.addLast(frame);
        connection.pauseReading();
    }

    void begin(Consumer<byte[]> intake) {
        this.intake = intake;
        on = true;
    }

    /** It is decided: the frames that were held back are taken now, unless one of them leads to the next suspense. */
    void end() {
        on = false;
        Consumer<byte[]> next = intake;
        while (!on && next != null && !frames.isEmpty()) {
            next.accept(frames.removeFirst());
        }
        if (!on) {
            connection.resumeReading();
        }
    }

    /** Goes on with the outcome, at once if it is there, and lets the client's further frames wait for that. */
    <T> void await(
            CompletionStage<T> outcome, Consumer<byte[]> intake, Consumer<T> then, Consumer<Throwable> otherwise) {
        CompletableFuture<T> future = outcome.toCompletableFuture();
        if (future.isDone()) {
            conclude(future, then, otherwise);
            return;
        }
        begin(intake);
        CompletableFuture<T> bounded = future.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        bounded.whenComplete((value, failure) -> connection.execute(() -> {
            on = false;
            conclude(bounded, then, otherwise);
            if (!on) {
                end();
            }
        }));
    }

    private static <T> void conclude(CompletableFuture<T> done, Consumer<T> then, Consumer<Throwable> otherwise) {
        Throwable failure = done.isCompletedExceptionally() ? done.exceptionNow() : null;
        if (failure == null) {
            then.accept(done.join());
        } else {
            otherwise.accept(failure);
        }
    }
}
