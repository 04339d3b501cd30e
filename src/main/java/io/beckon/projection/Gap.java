package io.beckon.projection;

/**
 * Where records of one log were missed: nothing is told from the first of them on until a state is known that is behind the last. Safe
 * for use by several threads.
 */
final class Gap {

    private static final long NONE = Long.MAX_VALUE;

    private long first = NONE;
    private long last;
    private long known = -1;

    /** The record at this position will not be applied. */
    synchronized void misses(long position) {
        first = Math.min(first, position);
        last = Math.max(last, position);
    }

    /** Whether what follows from the record at this position can be told: nothing before it is missing, and no known state has it already. */
    synchronized boolean tells(long position) {
        return position > known && position < first;
    }

    synchronized boolean isOpen() {
        return first != NONE;
    }

    /**
     * The state is known that the records up to this position lead to.
     *
     * @return whether all that were missed are among them; else the gap stays
     */
    synchronized boolean endsAt(long position) {
        if (position < last) {
            return false;
        }
        first = NONE;
        known = position;
        return true;
    }
}
