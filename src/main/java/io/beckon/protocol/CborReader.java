package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.beckon.json.JsonSyntax;
import io.beckon.json.MemoryOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A CBOR frame read as the JSON that it says (RFC 8949 section 6.1), in one pass. What JSON cannot say becomes {@code null} and
 * is noted, so that the frame can still be answered. Jackson's own parser would not do: it lets invalid UTF-8 and unassigned
 * simple values pass, hides tags, takes quadratic time for many of them, and follows string references, by which a small frame
 * becomes a large one.
 */
final class CborReader {

    private static final long SELF_DESCRIBED = 55799;
    private static final int FALSE = 20;
    private static final int TRUE = 21;
    private static final int NULL = 22;
    private static final int UNDEFINED = 23;
    private static final int HALF = 25;
    private static final int SINGLE = 26;
    private static final int DOUBLE = 27;

    /** As deep as a frame is looked into that is refused already; the reader is recursive. */
    private static final int LENIENT_DEPTH = 256;

    private final CborCursor cursor;
    private final @Nullable String[] path;
    private final boolean distinctKeys;
    private JsonGenerator json;
    private @Nullable String foreign;

    private CborReader(byte[] frame, JsonGenerator json, int maxDepth, boolean distinctKeys) {
        this.cursor = new CborCursor(frame);
        this.path = new String[maxDepth];
        this.distinctKeys = distinctKeys;
        this.json = json;
    }

    /** {@code foreign}: the path of the first thing that JSON cannot say. */
    record Transcript(byte[] json, @Nullable String foreign) {}

    /** @throws IOException when it is not exactly one well-formed item within the limits of the contract; its text says why */
    static Transcript read(byte[] frame) throws IOException {
        return read(frame, JsonSyntax.MAX_DEPTH, true);
    }

    /** Reads what {@link #read} refuses for its depth or for a key that is there twice. */
    static byte[] readLeniently(byte[] frame) throws IOException {
        return read(frame, LENIENT_DEPTH, false).json();
    }

    private static Transcript read(byte[] frame, int maxDepth, boolean distinctKeys) throws IOException {
        MemoryOutput bytes = new MemoryOutput();
        try (JsonGenerator json = JsonSyntax.generator(bytes)) {
            CborReader reader = new CborReader(frame, json, maxDepth, distinctKeys);
            reader.item(0);
            if (!reader.cursor.isAtEnd()) {
                throw CborCursor.malformed("is more than one item");
            }
            json.flush();
            return new Transcript(bytes.bytes(), reader.foreign);
        }
    }

    private void item(int depth) throws IOException {
        head(depth);
        content(depth);
    }

    /** Goes on to the next head that is no tag. */
    private void head(int depth) throws IOException {
        cursor.next();
        while (cursor.major() == CborCursor.TAG) {
            if (cursor.argument() != SELF_DESCRIBED) {
                noteForeign(depth);
            }
            cursor.next();
        }
    }

    /** The item whose head was read; {@code depth} counts what it is in. */
    private void content(int depth) throws IOException {
        switch (cursor.major()) {
            case CborCursor.UNSIGNED -> json.writeNumber(Long.toUnsignedString(cursor.argument()));
            case CborCursor.NEGATIVE -> negative();
            case CborCursor.BYTES -> {
                cursor.string();
                foreign(depth);
            }
            case CborCursor.TEXT -> {
                CborCursor.Slice text = cursor.string();
                json.writeUTF8String(text.bytes(), text.offset(), text.length());
            }
            case CborCursor.ARRAY -> array(deeper(depth));
            case CborCursor.MAP -> map(deeper(depth));
            default -> simple(depth);
        }
    }

    private void negative() throws IOException {
        long argument = cursor.argument();
        if (argument >= 0) {
            json.writeNumber(-1 - argument);
        } else {
            json.writeNumber(new BigInteger(Long.toUnsignedString(argument)).not());
        }
    }

    private void array(int depth) throws IOException {
        boolean indefinite = cursor.isIndefinite();
        long left = indefinite ? 0 : cursor.count(1);
        json.writeStartArray();
        while (indefinite ? !cursor.takeBreak() : left-- > 0) {
            path[depth - 1] = null;
            item(depth);
        }
        json.writeEndArray();
    }

    private void map(int depth) throws IOException {
        boolean indefinite = cursor.isIndefinite();
        long left = indefinite ? 0 : cursor.count(2);
        Set<String> keys = new HashSet<>();
        json.writeStartObject();
        while (indefinite ? !cursor.takeBreak() : left-- > 0) {
            path[depth - 1] = null;
            head(depth);
            if (cursor.major() == CborCursor.TEXT) {
                member(text(cursor.string()), keys, depth);
            } else {
                noteForeign(depth);
                discardMember(depth);
            }
        }
        json.writeEndObject();
    }

    private void member(String key, Set<String> keys, int depth) throws IOException {
        if (!keys.add(key) && distinctKeys) {
            throw CborCursor.malformed("has a key twice");
        }
        path[depth - 1] = key;
        head(depth);
        boolean absent = cursor.major() == CborCursor.SIMPLE && cursor.info() == UNDEFINED;
        if (!absent) {
            json.writeFieldName(key);
            content(depth);
        }
    }

    /** A member whose key is no text: it must be well-formed, no more. */
    private void discardMember(int depth) throws IOException {
        JsonGenerator kept = json;
        try (JsonGenerator nowhere = JsonSyntax.generator(OutputStream.nullOutputStream())) {
            json = nowhere;
            content(depth);
            item(depth);
        } finally {
            json = kept;
        }
    }

    private void simple(int depth) throws IOException {
        switch (cursor.info()) {
            case FALSE -> json.writeBoolean(false);
            case TRUE -> json.writeBoolean(true);
            case NULL, UNDEFINED -> json.writeNull();
            case HALF -> number(Float.float16ToFloat((short) cursor.argument()), depth);
            case SINGLE -> number(Float.intBitsToFloat((int) cursor.argument()), depth);
            case DOUBLE -> number(Double.longBitsToDouble(cursor.argument()), depth);
            default -> unassigned(depth);
        }
    }

    private void unassigned(int depth) throws IOException {
        if (cursor.info() == 24 && cursor.argument() < 32) {
            throw CborCursor.malformed("has a simple value in the wrong form");
        }
        foreign(depth);
    }

    private void number(double value, int depth) throws IOException {
        if (!Double.isFinite(value)) {
            foreign(depth);
        } else if (value == Math.rint(value) && Math.abs(value) <= Fields.MAX_INTEGER) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    private void foreign(int depth) throws IOException {
        noteForeign(depth);
        json.writeNull();
    }

    private void noteForeign(int depth) {
        if (foreign == null) {
            StringBuilder names = new StringBuilder();
            for (int i = 0; i < depth; i++) {
                if (path[i] != null) {
                    names.append(names.isEmpty() ? "" : ".").append(path[i]);
                }
            }
            foreign = names.toString();
        }
    }

    private int deeper(int depth) throws IOException {
        if (depth == path.length) {
            throw CborCursor.malformed("is nested deeper than " + path.length);
        }
        return depth + 1;
    }

    private static String text(CborCursor.Slice text) {
        return new String(text.bytes(), text.offset(), text.length(), StandardCharsets.UTF_8);
    }
}
