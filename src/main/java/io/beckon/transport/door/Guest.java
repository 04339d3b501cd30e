package io.beckon.transport.door;

/** One connection, as {@link Guests} counts it. What is here belongs to them and is guarded by their monitor. */
abstract class Guest {

    /** What counts as one place; empty: it does not count by address. */
    final String address;

    /** Whether it may be sent away for others: it is its client's turn to do something. */
    boolean isWaiting;
    /** Whether it has become a WebSocket. */
    boolean isUpgraded;
    /** Whether it was sent away and is about to end. */
    boolean isLeaving;

    boolean isIn;
    /** Bytes of heap. */
    long weight;

    Guest(String address) {
        this.address = address;
    }

    /** Ends it; never blocks. Called with the monitor held. */
    abstract void sendAway();
}
