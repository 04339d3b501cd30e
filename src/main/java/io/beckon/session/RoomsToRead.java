package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.room.RoomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rooms of which a client that polls may have frames to read, also those that it has left. Safe for use by several threads. */
final class RoomsToRead {

    /** Maximum number of rooms that it has left and whose frames the client has not read yet. */
    static final int MOST_LEFT = 16;

    private final int most;
    private final Map<RoomKey, Attachment> rooms = new LinkedHashMap<>(2);

    /** @param mostEntered in how many rooms a session may be at once */
    RoomsToRead(int mostEntered) {
        most = mostEntered + MOST_LEFT;
    }

    synchronized int size() {
        return rooms.size();
    }

    /** One more; where there are too many, the eldest goes that it has left: of those that it is in nothing may be lost. */
    synchronized void add(RoomKey room, Attachment attachment) {
        rooms.remove(room);
        rooms.put(room, attachment);
        if (rooms.size() > most) {
            rooms.values().stream().filter(Attachment::hasEnded).findFirst().ifPresent(rooms.values()::remove);
        }
    }

    /** Those that were read to their end, but one that was entered again meanwhile. */
    synchronized void remove(Map<RoomKey, Attachment> read) {
        read.forEach(rooms::remove);
    }

    /** @param only the name of the one that is wanted; {@code null}: all */
    synchronized Map<RoomKey, Attachment> named(@Nullable String only) {
        Map<RoomKey, Attachment> named = new LinkedHashMap<>(rooms);
        if (only != null) {
            named.keySet().removeIf(room -> !room.name().equals(only));
        }
        return named;
    }

    synchronized Set<RoomKey> all() {
        return Set.copyOf(rooms.keySet());
    }

    synchronized Set<String> names() {
        return rooms.keySet().stream().map(RoomKey::name).collect(Collectors.toSet());
    }
}
