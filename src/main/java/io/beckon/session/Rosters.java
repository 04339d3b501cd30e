package io.beckon.session;

import io.beckon.protocol.ServerMessage;
import io.beckon.room.RoomKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rosters that a client has asked for, by joins and by name, and not taken yet: of each room one, and not of more rooms than a
 * connection may be in. What asks for a further one waits, and all that the client sends after it.
 */
final class Rosters {

    private final int most;
    private final Replies replies;
    private final Outgoing outgoing;
    private final Conduct conduct;
    private final LongSupplier clock;
    /** By room, the place of the reply to its last join. Used by the connection's thread. */
    private final Map<RoomKey, Long> joins = new HashMap<>(2);

    private final Set<RoomKey> pending = new HashSet<>(2);

    Rosters(int most, Replies replies, Outgoing outgoing, Conduct conduct, LongSupplier clock) {
        this.most = most;
        this.replies = replies;
        this.outgoing = outgoing;
        this.conduct = conduct;
        this.clock = clock;
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

    /**
     * A message with a room's roster. It is made when the client is ready for it, and charged then.
     *
     * @param id of the frame that it is the reply to
     * @param again whether the connection had one of this room before
     */
    void send(RoomKey room, @Nullable String id, boolean again, Supplier<ServerMessage> message) {
        expect(room);
        outgoing.defer(id, message, bytes -> {
            taken(room);
            if (again) {
                conduct.charge(bytes, clock.getAsLong());
            } else {
                conduct.chargeUser(bytes, clock.getAsLong());
            }
        });
    }

    private synchronized void taken(RoomKey room) {
        pending.remove(room);
    }
}
