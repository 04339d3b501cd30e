package io.beckon.session;

import io.beckon.room.Audience;
import io.beckon.room.Event;
import io.beckon.room.EventWeight;
import io.beckon.room.Footprint;

/** An event as a room has sent it, kept for those who come back. */
record Delivered(long seq, Audience audience, Event event, long at) {

    /** With its places in its history and in the memory of all. */
    private static final int OVERHEAD_BYTES = Footprint.object(24) + 24;

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
        return OVERHEAD_BYTES + EventWeight.of(audience) + EventWeight.of(event);
    }
}
