package io.beckon.room;

/** What came of an administrator's order. */
public enum OrderOutcome {
    DONE,
    /** Nobody is in the room. */
    NO_SUCH_ROOM,
    NO_SUCH_PEER
}
