package io.beckon.session;

import io.beckon.room.RoomKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The rosters that a client has asked for, by joins and by name, and not taken yet: of each room one, and not of more rooms than a
 * connection may be in. What asks for a further one waits, and all that the client sends after it.
 */
final class Rosters {

    private final int most;
    private final Replies replies;
    /** By room, the place of the reply to its last join. Used by the connection's thread. */
    private final Map<RoomKey, Long> joins = new HashMap<>(2);

    private final Set<RoomKey> pending = new HashSet<>(2);

    Rosters(int most, Replies replies) {
        this.most = most;
        this.replies = replies;
    }

    /** Whether a roster of this room may be asked for. On the connection's thread. */
    boolean mayAsk(RoomKey room) {
        boolean joining = isJoining(room);
        synchronized (this) {
            return !joining && !pending.contains(room) && joins.size() + pending.size() < most;
        }
    }

    /** Whether a join of the room is not answered yet. On the connection's thread. */
    boolean isJoining(RoomKey room) {
        joins.values().removeIf(slot -> !replies.isOwed(slot));
        return joins.containsKey(room);
    }

    /** A join is on its way, whose answer may be a roster. On the connection's thread. */
    void joining(RoomKey room, long slot) {
        joins.put(room, slot);
    }

    /** It will be in the outbox. */
    synchronized void expect(RoomKey room) {
        pending.add(room);
    }

    /** The client takes it. */
    synchronized void taken(RoomKey room) {
        pending.remove(room);
    }
}
