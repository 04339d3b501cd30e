package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.beckon.json.JsonSyntax;
import io.beckon.json.StrictText;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of a JSON frame: reads all of it, once, and keeps what the contract knows in the frame and one level below. Whatever
 * else stands there is only checked.
 */
final class FrameReader {

    static final int MAX_ROOMS = 64;

    private static final Set<String> KNOWN = Set.of(
            "type",
            "id",
            "room",
            "to",
            "pc",
            "re",
            "offer",
            "answer",
            "sdp",
            "candidate",
            "sdpMid",
            "sdpMLineIndex",
            "usernameFragment",
            "completed",
            "reason",
            "peer",
            "state",
            "data",
            "token",
            "after",
            "name",
            "role",
            "pattern",
            "metadata",
            "answers",
            "replace",
            "session",
            "secret",
            "rooms",
            "barSeconds",
            "call",
            "user",
            "issuer",
            "timeoutSeconds",
            "traceparent",
            "source",
            "level",
            "minutes");
    private static final Set<String> OBJECTS = Set.of("offer", "answer", "candidate", "metadata", "replace", "rooms");

    private FrameReader() {}

    /** @throws IOException when it is not exactly one JSON object within the limits of the contract; its text says why */
    static Fields read(byte[] frame) throws IOException {
        if (StrictText.hasByteOrderMark(frame)) {
            throw new IOException("begins with a byte order mark");
        }
        if (!StrictText.isStrictJson(frame)) {
            throw new IOException("is not UTF-8, or has a surrogate without its partner");
        }
        try (JsonParser parser = JsonSyntax.STRICT.parser(frame, 0, frame.length)) {
            return object(parser, frame);
        } catch (StreamConstraintsException e) {
            throw new IOException("is nested deeper than " + JsonSyntax.MAX_DEPTH, e);
        } catch (JsonProcessingException e) {
            throw new IOException(wrong(e), e);
        }
    }

    /** Where it is wrong, without what stands there. */
    private static String wrong(JsonProcessingException e) {
        String what = String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")
                ? "has a key twice"
                : "is not JSON";
        JsonLocation at = e.getLocation();
        return at == null || at.getByteOffset() < 0 ? what : what + ", at byte " + at.getByteOffset();
    }

    private static Fields object(JsonParser parser, byte[] frame) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("is not a JSON object");
        }
        Fields fields = new Fields("");
        String name;
        while ((name = parser.nextFieldName()) != null) {
            parser.nextToken();
            if (KNOWN.contains(name)) {
                fields.add(name, value(parser, frame, OBJECTS.contains(name) ? name : null));
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new IOException("is more than one JSON object");
        }
        return fields;
    }

    /** {@code objectName}: what to call the members of an object; {@code null} to pass over them. */
    private static Value value(JsonParser parser, byte[] frame, @Nullable String objectName) throws IOException {
        JsonToken token = parser.currentToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        Fields members = null;
        String text = null;
        if (token == JsonToken.START_OBJECT && objectName != null) {
            members = members(parser, frame, objectName);
        } else if (token.isScalarValue()) {
            text = parser.getText();
        } else {
            parser.skipChildren();
        }
        int end = (int) parser.currentLocation().getByteOffset();
        return new Value(frame, token, text, members, start, end);
    }

    private static Fields members(JsonParser parser, byte[] frame, String objectName) throws IOException {
        boolean keysAreRooms = objectName.equals("rooms");
        Fields fields = new Fields(objectName + ".");
        String name;
        while ((name = parser.nextFieldName()) != null) {
            parser.nextToken();
            if (keysAreRooms ? fields.size() <= MAX_ROOMS : KNOWN.contains(name)) {
                fields.add(name, value(parser, frame, null));
            } else {
                parser.skipChildren();
            }
        }
        return fields;
    }
}
