package io.beckon.session;

import io.beckon.room.RoomKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rooms that a session is in or has asked to join, by name, and a few that it was in: a leave of those may be a resend. It ends
 * with the connection: either a room is among those that the end finds, or whoever adds it learns that it came too late. Safe for use
 * by several threads.
 */
public final class Membership {

    static final int FORMER = 16;

    private final Map<String, RoomKey> rooms = new LinkedHashMap<>(2);
    private final Set<RoomKey> former = new LinkedHashSet<>(2);
    private boolean closed;

    /** @return false when the connection is gone and its end has not found this room */
    synchronized boolean add(RoomKey room) {
        if (closed) {
            return room.equals(rooms.get(room.name()));
        }
        rooms.put(room.name(), room);
        former.remove(room);
        return true;
    }

    synchronized void remove(RoomKey room) {
        if (rooms.remove(room.name()) != null) {
            remember(room);
        }
    }

    synchronized void remember(RoomKey room) {
        if (room.equals(rooms.get(room.name()))) {
            return;
        }
        former.add(room);
        if (former.size() > FORMER) {
            former.remove(former.iterator().next());
        }
    }

    public synchronized boolean wasIn(RoomKey room) {
        return former.contains(room);
    }

    synchronized boolean isIn(RoomKey room) {
        return room.equals(rooms.get(room.name()));
    }

    public synchronized @Nullable RoomKey named(String name) {
        return rooms.get(name);
    }

    synchronized @Nullable RoomKey only() {
        return rooms.size() == 1 ? rooms.values().iterator().next() : null;
    }

    public synchronized int size() {
        return rooms.size();
    }

    public synchronized List<RoomKey> all() {
        return new ArrayList<>(rooms.values());
    }

    /** The connection is gone: no further room is added. */
    synchronized List<RoomKey> close() {
        closed = true;
        return all();
    }
}
