package io.beckon.room;

/** How it stands with the offers of a participant in one of its connections. */
public enum OfferStanding {
    /** One waits for its answer. */
    OPEN,
    /** None does: they were answered or rejected, ran out of time, were taken back, or gave way to another. */
    SETTLED,
    /** There is nobody (any more) with whom it negotiates that connection. */
    NOBODY
}
