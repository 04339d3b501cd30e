package io.beckon.log;

import io.beckon.identity.Announcement;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The control log of one node, in memory: it keeps the newest. Whoever appends also calls the listeners, unless somebody is at it
 * already: that one then goes on with the new announcement.
 */
public final class InProcessControlLog implements ControlLog {

    private static final Logger LOG = System.getLogger(InProcessControlLog.class.getName());

    private final int capacity;
    private final ArrayDeque<Announcement> kept = new ArrayDeque<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final ArrayDeque<Call> calls = new ArrayDeque<>();
    private boolean calling;

    /** @param announcement {@code null}: that was all there was */
    private record Call(Listener listener, @Nullable Announcement announcement) {

        void run() {
            if (announcement == null) {
                listener.onCaughtUp();
            } else {
                listener.onAnnouncement(announcement);
            }
        }
    }

    /** @param capacity so many are kept for those who begin to follow */
    public InProcessControlLog(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public CompletionStage<Void> append(Announcement announcement) {
        synchronized (this) {
            kept.addLast(announcement);
            if (kept.size() > capacity) {
                kept.removeFirst();
            }
            listeners.forEach(listener -> calls.addLast(new Call(listener, announcement)));
        }
        call();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Following follow(Listener listener) {
        synchronized (this) {
            kept.forEach(announcement -> calls.addLast(new Call(listener, announcement)));
            calls.addLast(new Call(listener, null));
            listeners.add(listener);
        }
        call();
        return () -> end(listener);
    }

    private synchronized void end(Listener listener) {
        listeners.remove(listener);
        calls.removeIf(call -> call.listener == listener);
    }

    private void call() {
        for (Call call = next(); call != null; call = next()) {
            try {
                call.run();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "An announcement was taken badly", e);
            } finally {
                called();
            }
        }
    }

    private synchronized @Nullable Call next() {
        Call call = calling ? null : calls.pollFirst();
        calling |= call != null;
        return call;
    }

    private synchronized void called() {
        calling = false;
    }
}
