package io.beckon.history;

import io.beckon.history.Happening.Received;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A session's time in a room, under one peer id, however many connections it had. */
final class Stay {

    /** How a stay ended, as far as its session knows. */
    enum End {
        STILL_THERE,
        LEFT,
        LOST
    }

    final String session;
    final String room;
    final String peer;
    final String role;
    /** The place of the join. */
    final long joined;
    /** Frames after this place had to come. */
    long owedFrom;

    /** The markers of the frames that came. */
    final Set<String> received = new HashSet<>();

    End end = End.STILL_THERE;
    /** Where others saw it go, or the place after the last that it saw if nobody did. */
    long until = Long.MAX_VALUE;

    private long lastSeen;
    private boolean gap;

    Stay(String session, Happening.Joined joined) {
        this.session = session;
        this.room = joined.room();
        this.peer = joined.peer();
        this.role = joined.role();
        this.joined = joined.seq();
        this.owedFrom = joined.seq();
        this.lastSeen = joined.seq();
        this.gap = joined.again();
    }

    void took(Received frame) {
        received.add(frame.marker());
        saw(frame.seq());
    }

    /** Something with a place in the room's order came. */
    void saw(long seq) {
        if (gap) {
            owedFrom = Math.max(owedFrom, seq - 1);
            gap = false;
        }
        lastSeen = Math.max(lastSeen, seq);
    }

    /** The answer to the join was late: these frames came before it. */
    void tookBefore(List<Received> early) {
        early.stream()
                .filter(frame -> frame.room().equals(room) && frame.seq() > joined)
                .forEach(frame -> received.add(frame.marker()));
    }

    /** What came before this point may be missing. */
    void joinedAgain() {
        gap = true;
    }

    long lastSeen() {
        return lastSeen;
    }

    boolean covers(long seq) {
        return joined < seq && seq < until;
    }

    /** Whether a frame at this place had to come. */
    boolean isOwed(long seq) {
        return !gap
                && owedFrom < seq
                && seq < until
                && switch (end) {
                    case STILL_THERE, LEFT -> true;
                    case LOST -> seq <= lastSeen;
                };
    }

    void endedBy(End how) {
        end = how;
        until = lastSeen + 1;
    }
}
