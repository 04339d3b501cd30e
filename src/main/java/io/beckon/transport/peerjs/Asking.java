package io.beckon.transport.peerjs;

import java.util.function.Consumer;

/** Finds out by pings what has arrived of what was written. Used by the connection's thread. */
final class Asking {

    /** So long after a ping another one follows, if more was written: one behind every word would cost as much as the words. */
    static final long PAUSE_MILLIS = 1_000;

    private final Line line;
    private final Arrived arrived;
    private final Consumer<Runnable> afterPause;
    private boolean pauses;

    /** @param afterPause runs something on the same thread after {@link #PAUSE_MILLIS} */
    Asking(Line line, Arrived arrived, Consumer<Runnable> afterPause) {
        this.line = line;
        this.arrived = arrived;
        this.afterPause = afterPause;
    }

    /** Something may have been written: it is asked for now, or after the pause. */
    void follow() {
        if (!pauses && arrived.isToBeAsked()) {
            pauses = true;
            ask();
            afterPause.accept(() -> {
                pauses = false;
                follow();
            });
        }
    }

    void ask() {
        line.ping(arrived.ask());
    }
}
