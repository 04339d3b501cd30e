package io.beckon.session;

import java.time.Duration;

/** Whether a client takes nothing of what waits for it. Asked now and then, always by the same thread. */
final class Stall {

    /** A large frame on its way takes its time, and nothing shows how far it is: so slow may the client's network be. */
    private static final double LEAST_BYTES_PER_NANO = 32 * 1024 / 1e9;

    private final long patience;
    private long progress = -1;
    private long since;

    Stall(Duration patience, long now) {
        this.patience = patience.toNanos();
        this.since = now;
    }

    /**
     * @param progress a number that changes with each frame that is taken; -1 while none waits
     * @param underWay bytes that were taken and have not left this host
     */
    boolean lastsTooLong(long now, long progress, long underWay) {
        if (progress < 0 || progress != this.progress) {
            this.progress = progress;
            this.since = now;
            return false;
        }
        return now - since >= patience + (long) (underWay / LEAST_BYTES_PER_NANO);
    }
}
