package io.beckon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** JSON written into memory. */
public final class JsonBytes {

    /** What is written. Memory does not fail: an exception is a fault of the program. */
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /** Bytes that an object without members has. */
    private static final int EMPTY_OBJECT = 2;

    private JsonBytes() {}

    /** One object. */
    public static byte[] object(FrameWriter.Members members) {
        return of(json -> {
            json.writeStartObject();
            members.writeTo(new FrameWriter(json));
            json.writeEndObject();
        });
    }

    /** One object with the members of two, those of the first in front; neither has space around it. */
    public static byte[] joined(byte[] first, byte[] second) {
        if (first.length == EMPTY_OBJECT) {
            return second;
        }
        if (second.length == EMPTY_OBJECT) {
            return first;
        }
        byte[] joined = Arrays.copyOf(first, first.length + second.length - 1);
        System.arraycopy(second, 0, joined, first.length - 1, second.length);
        joined[first.length - 1] = ',';
        return joined;
    }

    /** As far as it was written: what was begun is not ended. */
    public static byte[] of(Content content) {
        MemoryOutput bytes = new MemoryOutput();
        try (JsonGenerator json = JsonSyntax.generator(bytes)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.bytes();
    }
}
