package io.beckon.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All calls that a node knows, by id: those that are on, and the newest of those that have ended, for frames that are sent again
 * or come late. Not safe for use by several threads.
 */
public final class CallBook {

    /** So many calls that have ended are kept. */
    public static final int ENDED_KEPT = 10_000;

    /** The next record of a call; of one that nobody knows only the first has an effect, and frames are refused. */
    public CallOutcome apply(String id, CallProposal proposal) {
        throw new UnsupportedOperationException();
    }

    public @Nullable Call call(String id) {
        throw new UnsupportedOperationException();
    }

    /** Drops a call that has ended; another one stays. */
    public void forget(String id) {
        throw new UnsupportedOperationException();
    }

    /** Calls that have a device of this user ring, oldest first. */
    public List<Call> ringingFor(String tenant, String user) {
        throw new UnsupportedOperationException();
    }

    /** Calls on which this user, as caller or callee, talks, oldest first. */
    public List<Call> talking(String tenant, String user) {
        throw new UnsupportedOperationException();
    }

    /** Calls without an end of which this session is the caller's, or the one that has accepted; oldest first. */
    public List<Call> ofSession(String session) {
        throw new UnsupportedOperationException();
    }

    /** Calls from the one to the other without an outcome yet, rung or not; oldest first. */
    public List<Call> pending(String tenant, String caller, String callee) {
        throw new UnsupportedOperationException();
    }

    /** Calls that have not ended, oldest first. */
    public List<Call> open() {
        throw new UnsupportedOperationException();
    }
}
