package io.beckon.room;

import io.beckon.sdp.MediaOutline;
import io.beckon.sdp.SectionName;
import org.jspecify.annotations.Nullable;

/**
 * How much memory objects take, in bytes, on a 64-bit JVM with compressed references: what every bound in bytes is counted by. A
 * test holds these sizes against a heap histogram.
 */
public final class Footprint {

    /** An entry of a hash map with its share of the table. */
    public static final int HASH_ENTRY = 40;

    /** An entry of a linked hash map with its share of the table. */
    public static final int LINKED_ENTRY = 48;

    public static final int TREE_ENTRY = 40;

    /** A {@code Long} that is no small number. */
    public static final int LONG = 16;

    private static final int HEADER = 12;
    private static final int ARRAY_HEADER = 16;
    private static final int REFERENCE = 4;
    private static final int TEXT = 24;
    private static final int LATIN_1 = 0xFF;

    private Footprint() {}

    /** An object whose fields take this many bytes: references and {@code int} 4, {@code long} 8, {@code boolean} 1. */
    public static int object(int fields) {
        return aligned(HEADER + fields);
    }

    /**
     * A text and its characters, and no less than it takes as JSON in UTF-8; nothing for none, and for the empty one, which is
     * shared.
     */
    public static int text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return 0;
        }
        int encoded = 0;
        int widest = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            widest = Math.max(widest, c);
            encoded += encoded(c);
        }
        return Math.max(TEXT + array(widest > LATIN_1 ? 2 * text.length() : text.length()), encoded);
    }

    /** How many bytes a character takes as JSON in UTF-8; half of a surrogate pair takes half of them. */
    private static int encoded(char c) {
        if (c < ' ') {
            return 6;
        }
        if (c <= '~') {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }

    /** A JSON value; nothing for none, and for the empty object that is shared. */
    public static int json(@Nullable Json json) {
        return json == null || json == Json.EMPTY_OBJECT ? 0 : object(REFERENCE) + array(json.size());
    }

    /** An array whose elements take this many bytes. */
    public static int array(int bytes) {
        return aligned(ARRAY_HEADER + bytes);
    }

    /** The m-sections of a description, and no less than they take in Base64; nothing where they are not known. */
    public static int outline(MediaOutline outline) {
        return outline.size() == 0 ? 0 : object(REFERENCE) + array(outline.size() * Long.BYTES * 4 / 3);
    }

    /** The name of an m-section; nothing for none. */
    public static int section(@Nullable SectionName section) {
        return section == null ? 0 : object(2 * REFERENCE) + text(section.mid());
    }

    /** A list with this many elements, without the elements. */
    public static int list(int elements) {
        return object(3 * REFERENCE) + (elements <= 2 ? 0 : array(elements * REFERENCE));
    }

    private static int aligned(int bytes) {
        return bytes + 7 & ~7;
    }
}
