package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON written into memory. */
final class JsonBytes {

    /** What is written. Memory does not fail: an exception is a fault of the program. */
    @FunctionalInterface
    interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private JsonBytes() {}

    static byte[] of(int expectedSize, Content content) {
        return written(expectedSize, content).toByteArray();
    }

    /** As it came from the generator, for more to be appended. */
    static ByteArrayOutputStream written(int expectedSize, Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(expectedSize);
        try (JsonGenerator json = JsonSyntax.STRICT.createGenerator(bytes)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }
}
