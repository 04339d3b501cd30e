package io.beckon.following;

import java.util.concurrent.TimeUnit;

/**
 * How long it takes until records are read and applied, and until offers are settled, for whoever wants to be told. Told with a
 * partition held: nothing in it may block.
 */
public final class FollowingFigures {

    private volatile Watcher watcher = Watcher.NOBODY;

    /** Is told, for each thing, how long it took. */
    public interface Watcher {

        Watcher NOBODY = new Watcher() {
            @Override
            public void read(long millis) {}

            @Override
            public void applied(long nanos) {}

            @Override
            public void settled(Settlement how, long millis) {}
        };

        /** Since the log got a record, when it is applied: by the log's clock and this machine's. */
        void read(long millis);

        /** A record was applied, and what comes of it given to sessions. */
        void applied(long nanos);

        /** An offer of a session of this node is settled: since the log got it, by the log's clock. */
        void settled(Settlement how, long millis);
    }

    /** What becomes of an offer. */
    public enum Settlement {
        ANSWERED,
        REJECTED,
        ROLLED_BACK,
        GLARE,
        TIMEOUT,
        /** One of the two has left, or the offerer has made another. */
        ABANDONED
    }

    /** From now on. */
    public void watch(Watcher by) {
        watcher = by;
    }

    /** @param loggedAt milliseconds since 1970; 0 where that is not known */
    void applied(long loggedAt, boolean isNews, long nanos) {
        watcher.applied(nanos);
        if (isNews && loggedAt > 0) {
            watcher.read(Math.max(0, System.currentTimeMillis() - loggedAt - TimeUnit.NANOSECONDS.toMillis(nanos)));
        }
    }

    void settled(Settlement how, long millis) {
        watcher.settled(how, millis);
    }
}
