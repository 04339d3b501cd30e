package io.beckon.protocol;

import io.beckon.json.StrictText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * The heads and strings of a CBOR text (RFC 8949 section 3), one after the other. What is not well-formed is an
 * {@link IOException}. Declared lengths are believed only as far as there are bytes.
 */
final class CborCursor {

    static final int UNSIGNED = 0;
    static final int NEGATIVE = 1;
    static final int BYTES = 2;
    static final int TEXT = 3;
    static final int ARRAY = 4;
    static final int MAP = 5;
    static final int TAG = 6;
    static final int SIMPLE = 7;

    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xFF;

    private final byte[] bytes;
    private int at;
    private int major;
    private int info;
    private long argument;

    CborCursor(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes on to the next head, which must not be a break. */
    void next() throws IOException {
        int initial = take();
        major = initial >> 5;
        info = initial & 0x1F;
        argument = info < 24 ? info : 0;
        if (info >= 24 && info <= 27) {
            argument = takeArgument(1 << info - 24);
        } else if (info >= 28 && (info != INDEFINITE || !mayBeIndefinite())) {
            throw malformed("has a reserved initial byte");
        }
    }

    int major() {
        return major;
    }

    /** The low five bits of the initial byte. */
    int info() {
        return info;
    }

    /** Unsigned, also where it is negative as a {@code long}. */
    long argument() {
        return argument;
    }

    boolean isIndefinite() {
        return info == INDEFINITE;
    }

    boolean isAtEnd() {
        return at == bytes.length;
    }

    /** Whether a break is next; takes it if so. */
    boolean takeBreak() throws IOException {
        if (isAtEnd()) {
            throw truncated();
        }
        if ((bytes[at] & 0xFF) != BREAK) {
            return false;
        }
        at++;
        return true;
    }

    /** How many items follow, when at least {@code bytesEach} are needed for one. */
    long count(int bytesEach) throws IOException {
        if (Long.compareUnsigned(argument, (bytes.length - at) / bytesEach) > 0) {
            throw truncated();
        }
        return argument;
    }

    /** The content of the string whose head was read; its chunks together if it is indefinite. */
    Slice string() throws IOException {
        return isIndefinite() ? chunks(major) : definite(major);
    }

    private Slice chunks(int kind) throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (!takeBreak()) {
            next();
            if (major != kind || isIndefinite()) {
                throw malformed("has a string chunk of another kind");
            }
            Slice chunk = definite(kind);
            content.write(chunk.bytes(), chunk.offset(), chunk.length());
        }
        return new Slice(content.toByteArray(), 0, content.size());
    }

    private Slice definite(int kind) throws IOException {
        int length = (int) count(1);
        int start = at;
        at += length;
        if (kind == TEXT && !StrictText.isUtf8(bytes, start, at)) {
            throw malformed("has a text string that is not UTF-8");
        }
        return new Slice(bytes, start, length);
    }

    private boolean mayBeIndefinite() {
        return major >= BYTES && major <= MAP;
    }

    private long takeArgument(int size) throws IOException {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | take();
        }
        return value;
    }

    private int take() throws IOException {
        if (isAtEnd()) {
            throw truncated();
        }
        return bytes[at++] & 0xFF;
    }

    private static IOException truncated() {
        return malformed("ends too early");
    }

    static IOException malformed(String reason) {
        return new IOException(reason);
    }

    /** Some of the bytes of an array. */
    record Slice(byte[] bytes, int offset, int length) {}
}
