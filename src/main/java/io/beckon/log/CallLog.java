package io.beckon.log;

import io.beckon.call.CallProposal;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The records of all calls: those of one call have one order that every node sees. Safe for use by several threads.
 */
public interface CallLog {

    /** How far back a new follower is told what was there: as long as the log keeps it, for those who look their calls up. */
    Duration HISTORY = Duration.ofHours(1);

    /**
     * The record's position once the log has it for good; fails with {@link LogUnavailable} when it is not known whether the log
     * has taken it. What one thread appends to one call keeps its order. The stage may complete before or after listeners were
     * called.
     */
    CompletionStage<Long> append(String call, CallProposal proposal);

    /** Calls the listener with the records of the last {@link #HISTORY}, then with those that come, one at a time. */
    Following follow(Listener listener);

    /** Takes the records of calls. What it throws is reported, and it is called with the next all the same. */
    interface Listener {

        /** @param isHistory whether the record was there when following began: its notices were given by others */
        void onRecord(String call, CallProposal proposal, long position, boolean isHistory);

        /** All that was there at the start has been told. Called once. */
        void onCaughtUp();
    }
}
