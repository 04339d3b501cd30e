package io.beckon.session;

import io.beckon.room.Audience;
import io.beckon.room.Event;

/** An event as a room has sent it, kept for those who come back. */
record Delivered(long seq, Audience audience, Event event, long at) {

    private static final int OVERHEAD_BYTES = 160;
    private static final int RECEIVER_BYTES = 8;

    /** Whether a session that became a member at {@code joined}, and still is, was among the receivers. */
    boolean isFor(String session, long joined) {
        return joined < seq
                && switch (audience) {
                    case Audience.Everyone everyone -> !session.equals(everyone.exceptSession());
                    case Audience.Only only -> only.sessions().contains(session);
                };
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        int payload = event instanceof Event.Relayed relayed ? relayed.body().size() : 0;
        int receivers = audience instanceof Audience.Only only ? only.sessions().size() * RECEIVER_BYTES : 0;
        return OVERHEAD_BYTES + payload + receivers;
    }
}
