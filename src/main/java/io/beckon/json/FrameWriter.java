package io.beckon.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.beckon.room.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The members of a frame to a client, one after the other; what is {@code null} is left out. */
public final class FrameWriter {

    private final JsonGenerator json;

    public FrameWriter(JsonGenerator json) {
        this.json = json;
    }

    public FrameWriter text(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeFieldName(name);
            write(value);
        }
        return this;
    }

    public FrameWriter whole(String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
        return this;
    }

    public FrameWriter whole(String name, long value) throws IOException {
        json.writeNumberField(name, value);
        return this;
    }

    public FrameWriter flag(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
        return this;
    }

    /** As RFC 3339, in UTC. */
    public FrameWriter instant(String name, Instant value) throws IOException {
        return text(name, value.toString());
    }

    public FrameWriter raw(String name, Json value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(new String(value.utf8(), StandardCharsets.UTF_8));
        return this;
    }

    public FrameWriter object(String name, Members members) throws IOException {
        json.writeObjectFieldStart(name);
        members.writeTo(this);
        json.writeEndObject();
        return this;
    }

    /** Each as the text that it is; no member without any. */
    public FrameWriter textsIfAny(String name, List<?> values) throws IOException {
        if (!values.isEmpty()) {
            json.writeArrayFieldStart(name);
            for (Object value : values) {
                write(value.toString());
            }
            json.writeEndArray();
        }
        return this;
    }

    public FrameWriter texts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
        return this;
    }

    public FrameWriter wholes(String name, List<Long> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (long value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
        return this;
    }

    public <T> FrameWriter objects(String name, List<T> values, MembersOf<T> members) throws IOException {
        json.writeArrayFieldStart(name);
        for (T value : values) {
            json.writeStartObject();
            members.write(this, value);
            json.writeEndObject();
        }
        json.writeEndArray();
        return this;
    }

    /** A surrogate without its partner, which UTF-8 cannot say, becomes a question mark. */
    private void write(String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        json.writeUTF8String(utf8, 0, utf8.length);
    }

    /** The members of one object. */
    @FunctionalInterface
    public interface Members {
        void writeTo(FrameWriter frame) throws IOException;
    }

    /** How values of a type become members. */
    @FunctionalInterface
    public interface MembersOf<T> {
        void write(FrameWriter frame, T value) throws IOException;
    }
}
