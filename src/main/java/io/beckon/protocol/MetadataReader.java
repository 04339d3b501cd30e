package io.beckon.protocol;

import static io.beckon.protocol.ErrorCode.TOO_LARGE;

import io.beckon.json.JsonBytes;
import io.beckon.room.Json;
import org.jspecify.annotations.Nullable;

/** What {@code metadata} must be: an object of a bounded size, kept as compact JSON. */
record MetadataReader(int mostBytes) {

    @Nullable Json of(Fields frame) throws MalformedMessage {
        Value metadata = frame.get("metadata");
        if (metadata == null) {
            return null;
        }
        frame.object("metadata");
        return sized(frame, metadata);
    }

    /** The same where it is passed over if it is no object, as a field that nobody knows. */
    @Nullable Json ifObject(Fields frame) throws MalformedMessage {
        Value metadata = frame.get("metadata");
        return metadata == null || metadata.members() == null ? null : sized(frame, metadata);
    }

    private Json sized(Fields frame, Value metadata) throws MalformedMessage {
        Json json = compact(frame, metadata);
        if (json.size() > mostBytes) {
            throw frame.refusal(TOO_LARGE, "metadata", "must not exceed " + mostBytes + " bytes as compact JSON");
        }
        return json;
    }

    private static Json compact(Fields frame, Value metadata) throws MalformedMessage {
        try {
            return new Json(JsonBytes.of(json -> CompactJson.copy(metadata, json)));
        } catch (ArithmeticException e) {
            throw frame.bad("metadata", "has a number beyond double precision");
        }
    }
}
