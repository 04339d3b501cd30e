package io.beckon.session;

import io.beckon.room.RoomKey;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Frames to a client that polls which have no place in a room's log, such as of calls. The newest are kept, those that it has not read
 * all of them. Safe for use by several threads.
 */
final class Notes {

    /** So many are kept. */
    static final int MOST = 256;

    private final long mostBytes;
    private final TreeMap<Long, Note> notes = new TreeMap<>();
    private long bytes;
    private long last;
    private long read;

    /**
     * A frame.
     *
     * @param name of the room that it is about
     * @param room whose frames come before it, up to the place {@code before}; {@code null}: none's
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Note(
            String type, @Nullable String name, @Nullable RoomKey room, long before, byte[] json) {}

    Notes(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /**
     * One more.
     *
     * @param replaces the earlier ones of its type and room
     * @return false when there is no room: the client does not read
     */
    synchronized boolean add(Note note, boolean replaces) {
        if (replaces) {
            notes.values().removeIf(other -> isSameKind(other, note));
        }
        notes.put(++last, note);
        bytes += note.json.length;
        while (notes.size() > MOST || bytes > mostBytes) {
            Map.Entry<Long, Note> oldest = notes.firstEntry();
            if (oldest.getKey() > read) {
                notes.remove(last--);
                bytes -= note.json.length;
                return false;
            }
            bytes -= oldest.getValue().json.length;
            notes.remove(oldest.getKey());
        }
        return true;
    }

    private boolean isSameKind(Note other, Note note) {
        boolean is = other.type.equals(note.type) && other.name != null && other.name.equals(note.name);
        bytes -= is ? other.json.length : 0;
        return is;
    }

    /** Those after a number, in order; up to there the client has read them. */
    synchronized Map<Long, Note> after(long number) {
        read = Math.max(read, Math.min(number, last));
        return new LinkedHashMap<>(notes.tailMap(number, false));
    }

    /** Of a frame: the encoding has it first. */
    static String type(byte[] json) {
        int begin = "{\"type\":\"".length();
        int end = begin;
        while (json[end] != '"') {
            end++;
        }
        return new String(json, begin, end - begin, StandardCharsets.US_ASCII);
    }
}
