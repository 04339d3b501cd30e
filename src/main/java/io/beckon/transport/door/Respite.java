package io.beckon.transport.door;

/**
 * How long a listening port takes nothing once it has spent a while on ending connections that it does not let in. Without it whoever
 * connects anew as fast as they are ended takes a processor from those who talk; with it what comes meanwhile waits in the system's
 * queue, a few tenths of a second where that is full. Belongs to the event loop that accepts.
 */
final class Respite {

    /** So much is spent first. What it took to accept them is not seen here, and is about half as much again. */
    static final long SPENT_NANOS = 250_000;

    /** As many times as long as was spent. */
    static final int TIMES = 4;

    /** A timer of an event loop is no finer. */
    static final long LEAST_NANOS = 1_000_000;

    /** However long it took: somebody else may have had the processor. */
    static final long MOST_NANOS = 4_000_000;

    private int letIn;
    private int ended;
    private long began;
    private long spent;

    /** Another one has been accepted. */
    void accepts(long now) {
        if (letIn + ended == 0) {
            began = now;
        }
    }

    void letsIn() {
        letIn++;
    }

    void ends() {
        ended++;
    }

    /**
     * The turn is over; one that has let in at least as many as it has ended does not count.
     *
     * @return nanoseconds; 0: none is due
     */
    long due(long now) {
        if (ended > letIn) {
            spent += now - began;
        }
        letIn = 0;
        ended = 0;
        if (spent < SPENT_NANOS) {
            return 0;
        }
        long due = Math.clamp(TIMES * spent, LEAST_NANOS, MOST_NANOS);
        spent = 0;
        return due;
    }
}
