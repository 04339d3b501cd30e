package io.beckon.session;

import io.beckon.log.LogUnavailable;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** The way into a log of what must not be missing there: it is appended again until it is in. Safe for use by several threads. */
final class Announcer<A> {

    private static final System.Logger LOG = System.getLogger(Announcer.class.getName());

    /** So many may wait for the log. */
    private static final int MOST = 100_000;

    private final Function<A, ? extends CompletionStage<?>> log;
    private final ArrayDeque<Waiting<A>> waiting = new ArrayDeque<>();
    private int underWay;

    private record Waiting<A>(A announcement, CompletableFuture<Void> done) {}

    /** @param log takes one, and fails if it is unknown whether it has */
    Announcer(Function<A, ? extends CompletionStage<?>> log) {
        this.log = log;
    }

    /** Once only: whether the log has it is unknown if that fails. */
    CompletionStage<?> append(A announcement) {
        return log.apply(announcement);
    }

    /** Done when the log has it, however long that takes; fails only if too many wait already. It may come twice. */
    CompletableFuture<Void> insist(A announcement) {
        Waiting<A> next = new Waiting<>(announcement, new CompletableFuture<>());
        synchronized (this) {
            if (underWay >= MOST) {
                LOG.log(System.Logger.Level.ERROR, "announcements are lost, for too many wait for the log");
                return CompletableFuture.failedFuture(new LogUnavailable("too many wait for the log"));
            }
            underWay++;
        }
        append(next);
        return next.done;
    }

    private void append(Waiting<A> next) {
        log.apply(next.announcement).whenComplete((taken, failure) -> {
            synchronized (this) {
                if (failure == null) {
                    underWay--;
                } else {
                    waiting.addLast(next);
                }
            }
            if (failure == null) {
                next.done.complete(null);
            }
        });
    }

    /** Tries again with what waits. Called once a second. */
    void retry() {
        ArrayDeque<Waiting<A>> again;
        synchronized (this) {
            again = new ArrayDeque<>(waiting);
            waiting.clear();
        }
        again.forEach(this::append);
    }
}
