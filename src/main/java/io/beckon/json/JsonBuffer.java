package io.beckon.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object put together as UTF-8, member by member; what is {@code null} is left out. For what is written with every record: it
 * allocates its bytes and nothing else. Names are literals of the program and need no escapes. Not for use by more than one thread.
 */
public final class JsonBuffer {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    /** The most that one UTF-16 unit becomes. */
    private static final int LONGEST = 6;

    private byte[] bytes;
    private int length;
    private boolean first = true;

    /** An object that has begun. */
    public JsonBuffer(int capacity) {
        bytes = new byte[Math.max(capacity, LONGEST)];
        put('{');
    }

    public JsonBuffer text(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            quoted(value);
        }
        return this;
    }

    public JsonBuffer whole(String name, long value) {
        name(name);
        ascii(Long.toString(value));
        return this;
    }

    public JsonBuffer flag(String name, boolean value) {
        name(name);
        ascii(value ? "true" : "false");
        return this;
    }

    /** Each value as the text that it is; no member without any. */
    public JsonBuffer texts(String name, Iterable<?> values) {
        boolean isFirst = true;
        for (Object value : values) {
            if (isFirst) {
                name(name);
                put('[');
            } else {
                put(',');
            }
            quoted(value.toString());
            isFirst = false;
        }
        if (!isFirst) {
            put(']');
        }
        return this;
    }

    /** A value that is JSON already. */
    public JsonBuffer raw(String name, byte[] json) {
        name(name);
        ensure(json.length);
        System.arraycopy(json, 0, bytes, length, json.length);
        length += json.length;
        return this;
    }

    /** Begins an object within this one. */
    public JsonBuffer begin(String name) {
        name(name);
        put('{');
        first = true;
        return this;
    }

    /** Ends the object that was begun last. */
    public JsonBuffer end() {
        put('}');
        first = false;
        return this;
    }

    /** The whole text. */
    public byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void name(String name) {
        ensure(name.length() + 4);
        if (!first) {
            bytes[length++] = ',';
        }
        first = false;
        bytes[length++] = '"';
        for (int i = 0; i < name.length(); i++) {
            bytes[length++] = (byte) name.charAt(i);
        }
        bytes[length++] = '"';
        bytes[length++] = ':';
    }

    private void ascii(String text) {
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    private void quoted(String text) {
        ensure(text.length() * LONGEST + 2);
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                escaped(c);
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xc0 | c >> 6);
                bytes[length++] = tail(c);
            } else if (!Character.isSurrogate(c)) {
                bytes[length++] = (byte) (0xe0 | c >> 12);
                bytes[length++] = tail(c >> 6);
                bytes[length++] = tail(c);
            } else if (i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1))) {
                pair(Character.toCodePoint(c, text.charAt(++i)));
            } else {
                // A surrogate without its partner, which UTF-8 cannot say.
                bytes[length++] = '?';
            }
        }
        bytes[length++] = '"';
    }

    private void pair(int c) {
        bytes[length++] = (byte) (0xf0 | c >> 18);
        bytes[length++] = tail(c >> 12);
        bytes[length++] = tail(c >> 6);
        bytes[length++] = tail(c);
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | bits & 0x3f);
    }

    private void escaped(char c) {
        bytes[length++] = '\\';
        switch (c) {
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            case '\b' -> bytes[length++] = 'b';
            case '\f' -> bytes[length++] = 'f';
            case '"', '\\' -> bytes[length++] = (byte) c;
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[c >> 4];
                bytes[length++] = HEX[c & 0xf];
            }
        }
    }

    private void put(char c) {
        ensure(1);
        bytes[length++] = (byte) c;
    }

    private void ensure(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
