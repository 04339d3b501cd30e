package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.room.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What receivers get of a relayed frame: only members that the contract knows, as compact JSON. The text of a description is copied
 * as it stands in the frame, escapes and all.
 */
final class RelayedBody {

    /** The members that offers, answers, refusals and candidates share. */
    record Reference(String pc, @Nullable Long re) {

        private void writeTo(JsonGenerator json) throws IOException {
            if (!pc.isEmpty()) {
                json.writeStringField("pc", pc);
            }
            if (re != null) {
                json.writeNumberField("re", re);
            }
        }
    }

    private static final byte[] MESSAGE_START = "{\"data\":".getBytes(StandardCharsets.US_ASCII);

    private RelayedBody() {}

    static Json description(String field, String type, @Nullable Value sdp, Reference reference) {
        return description(field, type, sdp, reference, null);
    }

    /**
     * @param sdp {@code null} for a rollback
     * @param metadata as compact JSON
     */
    static Json description(
            String field, String type, @Nullable Value sdp, Reference reference, @Nullable Json metadata) {
        return new Json(JsonBytes.of(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart(field);
            json.writeStringField("type", type);
            if (sdp != null) {
                json.writeFieldName("sdp");
                copyString(json, sdp);
            }
            json.writeEndObject();
            reference.writeTo(json);
            if (metadata != null) {
                new FrameWriter(json).raw("metadata", metadata);
            }
            json.writeEndObject();
        }));
    }

    /** {@code candidate} is {@code null} for the end of candidates. */
    static Json candidate(@Nullable Fields candidate, Reference reference) {
        return new Json(JsonBytes.of(json -> {
            json.writeStartObject();
            json.writeFieldName("candidate");
            if (candidate == null) {
                json.writeNull();
            } else {
                json.writeStartObject();
                if (candidate.get("candidate") == null) {
                    json.writeStringField("candidate", "");
                } else {
                    copyText(json, candidate, "candidate");
                }
                copyText(json, candidate, "sdpMid");
                copyNumber(json, candidate, "sdpMLineIndex");
                copyText(json, candidate, "usernameFragment");
                json.writeEndObject();
            }
            reference.writeTo(json);
            json.writeEndObject();
        }));
    }

    static Json reject(Reference reference, @Nullable String reason) {
        return new Json(JsonBytes.of(json -> {
            json.writeStartObject();
            reference.writeTo(json);
            if (reason != null) {
                json.writeStringField("reason", reason);
            }
            json.writeEndObject();
        }));
    }

    /** {@code data}: as compact JSON. */
    static Json message(Json data) {
        byte[] body = new byte[MESSAGE_START.length + data.size() + 1];
        System.arraycopy(MESSAGE_START, 0, body, 0, MESSAGE_START.length);
        System.arraycopy(data.utf8(), 0, body, MESSAGE_START.length, data.size());
        body[body.length - 1] = '}';
        return new Json(body);
    }

    /** A member that is a text, or a whole number that stands for one; {@code null} too. */
    private static void copyText(JsonGenerator json, Fields fields, String name) throws IOException {
        Value value = begun(json, fields, name);
        if (value != null) {
            json.writeString(value.isText() ? Fields.textOf(value) : Long.toString((long) value.number()));
        }
    }

    /** A member that is a whole number, or digits that stand for one; {@code null} too. */
    private static void copyNumber(JsonGenerator json, Fields fields, String name) throws IOException {
        Value value = begun(json, fields, name);
        if (value != null) {
            json.writeNumber(value.isText() ? Long.parseLong(Fields.textOf(value)) : (long) value.number());
        }
    }

    /** What is to be written behind the name, which is; {@code null} if nothing is any more. */
    private static @Nullable Value begun(JsonGenerator json, Fields fields, String name) throws IOException {
        Value value = fields.find(name);
        if (value == null) {
            return null;
        }
        json.writeFieldName(name);
        if (value.isNull()) {
            json.writeNull();
            return null;
        }
        return value;
    }

    private static void copyString(JsonGenerator json, Value text) throws IOException {
        json.writeRawUTF8String(text.frame(), text.start() + 1, text.end() - text.start() - 2);
    }
}
