package io.beckon.ops;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/**
 * What happens when the process is told to end: first what has to be done while everything still stands, then the exit. Shutdown
 * hooks run side by side, and one of them closes the HTTP server, so this comes before any of them.
 */
public final class Termination {

    private static final System.Logger LOG = System.getLogger(Termination.class.getName());

    /** The exit status of a process that a signal has ended: this and the signal's number. */
    private static final int ENDED_BY_SIGNAL = 128;

    private final AtomicBoolean begun = new AtomicBoolean();
    private final Runnable before;

    /** @param before runs once, on a thread of its own, and may block */
    public Termination(Runnable before) {
        this.before = before;
    }

    /** From now on SIGTERM and SIGINT end the process in this way; further ones change nothing. */
    public void install() {
        for (String name : List.of("TERM", "INT")) {
            Signal.handle(new Signal(name), this::end);
        }
    }

    private void end(Signal signal) {
        if (begun.compareAndSet(false, true)) {
            try {
                before.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "an orderly end failed", e);
            }
            System.exit(ENDED_BY_SIGNAL + signal.getNumber());
        }
    }
}
