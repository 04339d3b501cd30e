package io.beckon.audit;

/**
 * An identifier: of a session, a peer, a user, a room, a node, a call or an error. It is one line of at most {@value #MOST_CHARACTERS}
 * characters; of anything longer, or with control characters in it, only the beginning is kept.
 */
public record Id(String value) {

    static final int MOST_CHARACTERS = 255;

    public Id {
        value = OneLine.of(value, MOST_CHARACTERS);
    }

    @Override
    public String toString() {
        return value;
    }
}
