package io.beckon.replay;

/**
 * Something that went wrong.
 *
 * @param row the one that shows it
 * @param words for people
 */
public record Finding(long row, Kind kind, String words) {

    /** What can go wrong. */
    public enum Kind {
        NO_ANSWER,
        LATE_ANSWER,
        STILL_OPEN,
        GLARE,
        REJECTED,
        LEFT_BEFORE_ANSWER,
        TRANSPORT_FAILED,
        NO_CANDIDATES,
        LOCAL_CANDIDATES_ONLY,
        REFUSED,
        CONNECTION_LOST,
        GONE,
        REMOVED,
        ROOM_CLOSED,
        RESET
    }
}
