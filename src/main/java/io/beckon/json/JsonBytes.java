package io.beckon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON written into memory. */
public final class JsonBytes {

    /** What is written. Memory does not fail: an exception is a fault of the program. */
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private JsonBytes() {}

    /** One object. */
    public static byte[] object(FrameWriter.Members members) {
        return of(json -> {
            json.writeStartObject();
            members.writeTo(new FrameWriter(json));
            json.writeEndObject();
        });
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
