package io.beckon.session;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds a client's frames back while something that they depend on is decided elsewhere, or the client has to take what it asked
 * for before, so that they keep their order. From the first that is held back nothing is read, so that what one read has brought is
 * the most that waits. Only the connection's thread uses it, if nothing else is said.
 */
final class Suspense {

    /** How long whoever decides may take. */
    private static final long PATIENCE_SECONDS = 10;

    /** Maximum number of bytes of frames that came by requests and are held back; one may be larger. What a socket brings ends with its pause. */
    static final int MOST_BYTES_ASKED = 1 << 20;

    private final Connection connection;
    private final ArrayDeque<Inbound> frames = new ArrayDeque<>(0);
    private @Nullable Consumer<Inbound> intake;
    /** Of those that came by requests. */
    private long bytes;

    private boolean on;
    private volatile @Nullable Waiting waiting;
    private volatile boolean pausing;

    private record Waiting(BooleanSupplier over, Runnable then) {}

    Suspense(Connection connection) {
        this.connection = connection;
    }

    boolean isOn() {
        return on;
    }

    /** Whether a frame of so many bytes that comes by a request may be taken or held back. */
    boolean hasRoomFor(int size) {
        return bytes == 0 || bytes + size <= MOST_BYTES_ASKED;
    }

    void hold(Inbound frame) {
        frames.addLast(frame);
        bytes += size(frame);
        pause();
    }

    private static int size(Inbound frame) {
        return frame.asked() == null ? 0 : frame.size();
    }

    private void pause() {
        if (!pausing) {
            pausing = true;
            connection.pauseReading();
        }
    }

    /** Whether nothing is read from the client now. On any thread. */
    boolean isPausing() {
        return pausing;
    }

    void begin(Consumer<Inbound> intake) {
        this.intake = intake;
        on = true;
    }

    /** It is decided: the frames that were held back are taken now, unless one of them leads to the next suspense. */
    void end() {
        on = false;
        Consumer<Inbound> next = intake;
        while (!on && next != null && !frames.isEmpty()) {
            Inbound frame = frames.removeFirst();
            bytes -= size(frame);
            next.accept(frame);
        }
        if (!on && pausing) {
            pausing = false;
            connection.resumeReading();
        }
    }

    /**
     * Goes on as soon as nothing stands in the way, and lets the client's further frames wait for that.
     *
     * @param over whether it is so; after each change to that, {@link #look} follows
     */
    void until(BooleanSupplier over, Consumer<Inbound> intake, Runnable then) {
        if (over.getAsBoolean()) {
            then.run();
            return;
        }
        begin(intake);
        pause();
        waiting = new Waiting(over, then);
        look();
    }

    /** Whether {@link #look} may lead to anything. On any thread. */
    boolean isWaiting() {
        return waiting != null;
    }

    void look() {
        Waiting current = waiting;
        if (current != null && current.over.getAsBoolean()) {
            waiting = null;
            on = false;
            current.then.run();
            if (!on) {
                end();
            }
        }
    }

    /** Goes on with the outcome, at once if it is there, and lets the client's further frames wait for that. */
    <T> void await(
            CompletionStage<T> outcome, Consumer<Inbound> intake, Consumer<T> then, Consumer<Throwable> otherwise) {
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
