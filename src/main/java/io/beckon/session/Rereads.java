package io.beckon.session;

import io.beckon.following.Attachment;
import io.beckon.room.RoomKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a client that polls has been given already, and what it costs to get it again. What is read once was charged to those who said
 * it; what is read again would be free, however often. Safe for use by several threads.
 */
final class Rereads {

    private final Conduct conduct;
    private final LongSupplier clock;
    private final int most;
    /** Up to which place it has got the frames of a room. */
    private final Map<RoomKey, Long> places = new LinkedHashMap<>(2);
    /** Up to which number it has got notes, reading one room or all: those of a room are passed over for who reads another. */
    private final Map<String, Long> notes = new LinkedHashMap<>(2);

    /**
     * @param clock nanoseconds, monotonic
     * @param most of how many rooms it is known; others cost nothing
     */
    Rereads(Conduct conduct, LongSupplier clock, int most) {
        this.conduct = conduct;
        this.clock = clock;
        this.most = most;
    }

    /** Whether a room's frame at a place was given. */
    synchronized boolean hasGiven(RoomKey room, long place) {
        return place <= places.getOrDefault(room, -1L);
    }

    /** Whether a note was. */
    synchronized boolean hasGivenNote(@Nullable String only, long number) {
        return number <= notes.getOrDefault(key(only), 0L);
    }

    /**
     * A reading goes out.
     *
     * @param rooms those that are read: a cursor may name any others
     * @param until the places in them
     */
    synchronized void gives(@Nullable String only, Set<RoomKey> rooms, Map<String, Long> until, long noted) {
        for (RoomKey room : rooms) {
            Long place = until.get(room.name());
            if (place != null) {
                further(places, room, place);
            }
        }
        further(notes, rooms.isEmpty() ? "" : key(only), noted);
    }

    private <K> void further(Map<K, Long> all, K key, long place) {
        all.merge(key, place, Math::max);
        if (all.size() > most) {
            all.remove(all.keySet().iterator().next());
        }
    }

    private static String key(@Nullable String only) {
        return only == null ? "" : only;
    }

    /** Milliseconds until a client may read on from a place; 0 if it has not got what follows. */
    long waitMillis(Cursor from, long noted, @Nullable String only, Map<RoomKey, Attachment> rooms) {
        Long seq = from.seq();
        boolean isAgain = hasGivenNote(rooms.isEmpty() ? null : only, noted + 1);
        for (Map.Entry<RoomKey, Attachment> room : rooms.entrySet()) {
            long seen = seq == null ? from.seen(room.getKey().name()) : seq;
            isAgain |= hasGiven(room.getKey(), Math.max(seen, room.getValue().joined()) + 1);
        }
        return isAgain ? conduct.waitToReread(clock.getAsLong()) : 0;
    }

    void charge(long bytes) {
        conduct.rereads(bytes, clock.getAsLong());
    }
}
