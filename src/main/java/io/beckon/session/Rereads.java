package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.room.RoomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client that polls has been given already, and what it costs to get it again. What is read once was charged to those who said
 * it; what is read again would be free, however often. Safe for use by several threads.
 */
final class Rereads {

    /** For who reads all rooms: no room has this name. */
    private static final String ALL = "";

    private final Conduct conduct;
    private final LongSupplier clock;
    /** Up to which place it has got the frames of a room. */
    private final Map<RoomKey, Long> places = new LinkedHashMap<>(2);
    /** Up to which number it has got notes, reading one room or all: those of a room are passed over for who reads another. */
    private final Map<String, Long> notes = new LinkedHashMap<>(2);

    /** @param clock nanoseconds, monotonic */
    Rereads(Conduct conduct, LongSupplier clock) {
        this.conduct = conduct;
        this.clock = clock;
    }

    /** Up to which place a room's frames were given; -1: none was. */
    synchronized long given(RoomKey room) {
        return places.getOrDefault(room, -1L);
    }

    /** Whether a note was. */
    synchronized boolean hasGivenNote(@Nullable String only, long number) {
        return number <= notes.getOrDefault(key(only), 0L);
    }

    /**
     * A reading of what rooms say goes out.
     *
     * @param rooms those that are read: a cursor may name any others
     * @param until the places in them
     */
    synchronized void gives(Set<RoomKey> rooms, Map<String, Long> until) {
        for (RoomKey room : rooms) {
            Long place = until.get(room.name());
            if (place != null) {
                places.merge(room, place, Math::max);
            }
        }
    }

    /** And one of notes. */
    synchronized void givesNotes(@Nullable String only, long noted) {
        notes.merge(key(only), noted, Math::max);
    }

    /** Of rooms of which there is nothing to read any more nothing need be known. */
    synchronized void keepOnly(Set<RoomKey> rooms) {
        places.keySet().retainAll(rooms);
        Set<String> names = rooms.stream().map(RoomKey::name).collect(Collectors.toSet());
        notes.keySet().removeIf(only -> !only.equals(ALL) && !names.contains(only));
    }

    private static String key(@Nullable String only) {
        return only == null ? ALL : only;
    }

    /** Milliseconds until a client may read on from a place; 0 if it has not got what follows. */
    long waitMillis(Cursor from, long noted, @Nullable String only, Map<RoomKey, Attachment> rooms) {
        return hasGivenNote(rooms.isEmpty() ? null : only, noted + 1) ? waitMillis() : waitMillis(from, rooms);
    }

    /** The same without notes. */
    long waitMillis(Cursor from, Map<RoomKey, Attachment> rooms) {
        Long seq = from.seq();
        for (Map.Entry<RoomKey, Attachment> room : rooms.entrySet()) {
            long seen = seq == null ? from.seen(room.getKey().name()) : seq;
            if (Math.max(seen, room.getValue().joined()) < given(room.getKey())) {
                return waitMillis();
            }
        }
        return 0;
    }

    private long waitMillis() {
        return conduct.waitToReread(clock.getAsLong());
    }

    void charge(long bytes) {
        conduct.rereads(bytes, clock.getAsLong());
    }
}
