package io.beckon.following;

import io.beckon.room.Audience;
import io.beckon.room.Event;
import io.beckon.room.EventWeight;
import io.beckon.room.Footprint;

/**
 * An event as a room has sent it.
 *
 * @param at when, in nanoseconds of this node's clock
 * @param loggedAt when the log got the record, in milliseconds since 1970; 0 where that does not matter
 */
public record Delivered(long seq, Audience audience, Event event, long at, long loggedAt) {

    /** With its place in lists. */
    private static final int WEIGHT = Footprint.object(32) + 24;

    Delivered(long seq, Audience audience, Event event, long at) {
        this(seq, audience, event, at, 0);
    }

    /** About how much memory it takes, in bytes. */
    int weight() {
        return WEIGHT + EventWeight.of(audience) + EventWeight.of(event);
    }

    /** Whether a session that became a member at {@code joined}, and still is, was among the receivers. */
    boolean isFor(String session, long joined) {
        return joined < seq && audience.includes(session);
    }
}
