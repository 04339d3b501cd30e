package io.beckon.history;

/** A promise that was broken: where, at which {@code seq} (-1 for none), and which session saw it or should have. */
public record Violation(Kind kind, String room, long seq, String session, String detail) {

    public enum Kind {
        /** An acknowledged frame did not come to somebody whom it was for. */
        LOST,
        /** A frame came more than once. */
        TWICE,
        /** A frame came at another place than was acknowledged, or after a later one, or others have it elsewhere. */
        OUT_OF_ORDER,
        /** Two frames have one place. */
        SAME_PLACE,
        /** A frame came to somebody who was not there or whom it was not for. */
        OUTSIDE,
        /** A frame came that nobody had sent, or that was refused. */
        FROM_NOWHERE,
        /** One frame got two different replies. */
        REPLIES_DIFFER,
        /** Somebody who is there sees others than somebody else who is there. */
        ROSTERS_DIFFER,
        /** Somebody is seen whom no living session is. */
        GHOST,
        /** Somebody was told that its place is gone, and still had it. */
        PLACE_DENIED,
        /** Somebody was told never to come back who had done nothing wrong. */
        TURNED_AWAY,
        /** Two nodes have different states of one room at one place. */
        STATES_DIFFER,
        /** More were admitted than may be, or somebody while the room was locked. */
        OVER_CAPACITY
    }

    @Override
    public String toString() {
        return kind + " room=" + room + " seq=" + seq + " session=" + session + ": " + detail;
    }
}
