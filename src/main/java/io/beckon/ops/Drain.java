package io.beckon.ops;

import io.beckon.session.Sessions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An orderly end: the node says that it is not ready any more, tells its clients to go elsewhere, each at a time of its own,
 * closes those that are still there when their time has come, and waits for a bounded time until all are gone.
 */
public final class Drain {

    private static final System.Logger LOG = System.getLogger(Drain.class.getName());

    private final Sessions sessions;
    private final Duration spread;
    private final Duration patience;
    private volatile boolean begun;

    /**
     * @param spread over which many clients are asked to come back; fewer in less
     * @param patience how long to wait until the connections have ended
     */
    public Drain(Sessions sessions, Duration spread, Duration patience) {
        this.sessions = sessions;
        this.spread = spread;
        this.patience = patience;
    }

    public boolean hasBegun() {
        return begun;
    }

    /** Blocks until all connections are gone or patience is at its end. */
    public void run() {
        begun = true;
        CountDownLatch gone = new CountDownLatch(1);
        sessions.whenNone(gone::countDown);
        long began = System.nanoTime();
        try {
            for (Sessions.Departure departure : sessions.announceEnd(spread.toMillis())) {
                TimeUnit.NANOSECONDS.sleep(
                        began + TimeUnit.MILLISECONDS.toNanos(departure.inMillis()) - System.nanoTime());
                departure.depart();
            }
            if (!gone.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "connections are left after {0}", patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
