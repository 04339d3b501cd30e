package io.beckon.following;

import io.beckon.room.Audience;
import io.beckon.room.Event;
import io.beckon.room.EventWeight;
import io.beckon.room.Footprint;
import org.jspecify.annotations.Nullable;

/**
 * An event as a room has sent it, kept for those who come back.
 *
 * @param at when, in nanoseconds of this node's clock
 * @param loggedAt when the log got the record, in milliseconds since 1970; 0 where that does not matter
 * @param weight about how much memory it takes, in bytes, but for what it shares with the one before it
 */
public record Delivered(long seq, Audience audience, Event event, long at, long loggedAt, int weight) {

    /** With its places in its history and in the memory of all. */
    private static final int OVERHEAD_BYTES = Footprint.object(32) + 24;

    Delivered(long seq, Audience audience, Event event, long at) {
        this(seq, audience, event, at, 0);
    }

    /** One that shares nothing. */
    Delivered(long seq, Audience audience, Event event, long at, long loggedAt) {
        this(seq, audience, event, at, loggedAt, OVERHEAD_BYTES + EventWeight.of(audience) + EventWeight.of(event));
    }

    /** Beside this one, which has some of its texts already: an update makes an event for each group of those who see it. */
    Delivered after(@Nullable Delivered before) {
        int shared = before == null ? 0 : EventWeight.shared(event, before.event);
        return shared == 0 ? this : new Delivered(seq, audience, event, at, loggedAt, weight - shared);
    }

    /** With nobody beside it any more. */
    Delivered alone() {
        return new Delivered(seq, audience, event, at, loggedAt);
    }

    /** Whether a session that became a member at {@code joined}, and still is, was among the receivers. */
    boolean isFor(String session, long joined) {
        return joined < seq
                && switch (audience) {
                    case Audience.Everyone everyone -> !session.equals(everyone.exceptSession());
                    case Audience.Only only -> only.sessions().contains(session);
                };
    }
}
