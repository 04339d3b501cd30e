package io.beckon.log;

import io.beckon.announcement.Announcement;
import java.util.concurrent.CompletionStage;

/**
 * What every node must know at once, in one total order that all of them see, from the oldest that is kept on. Safe for use by
 * several threads.
 */
public interface ControlLog {

    /**
     * Done once the log has it for good; fails with {@link LogUnavailable} when it is not known whether the log has taken it. What
     * one thread appends keeps its order. The stage may complete before or after listeners were called.
     */
    CompletionStage<Void> append(Announcement announcement);

    /** Calls the listener with all that is kept, then with what comes, in order, one at a time. */
    Following follow(Listener listener);

    /** Takes what was announced. What it throws is reported, and it is called with the next all the same. */
    interface Listener {

        void onAnnouncement(Announcement announcement);

        /** All that was there at the start has been told. Called once. */
        void onCaughtUp();
    }
}
