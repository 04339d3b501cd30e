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
 * The syntax of a JSON frame: reads all of it, once, and keeps what the contract knows in the frame and one level below, or what another shape
 * has. Whatever else stands there is only checked.
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

    /** What is kept of an object. */
    interface Shape {

        /** @param so what is kept of it so far */
        boolean keeps(String name, Fields so);

        /** Of an object that is kept; {@code null}: it is passed over. */
        @Nullable Shape of(String name);
    }

    /** The members of an object whose members are passed over. */
    private record Flat(boolean keysAreRooms) implements Shape {

        @Override
        public boolean keeps(String name, Fields so) {
            return keysAreRooms ? so.size() <= MAX_ROOMS : KNOWN.contains(name);
        }

        @Override
        public @Nullable Shape of(String name) {
            return null;
        }
    }

    /** A frame of the contract. */
    private record Contract(Flat object, Flat rooms) implements Shape {

        @Override
        public boolean keeps(String name, Fields so) {
            return KNOWN.contains(name);
        }

        @Override
        public @Nullable Shape of(String name) {
            return !OBJECTS.contains(name) ? null : name.equals("rooms") ? rooms : object;
        }
    }

    private static final Shape CONTRACT = new Contract(new Flat(false), new Flat(true));

    private FrameReader() {}

    /** @throws IOException when it is not exactly one JSON object within the limits of the contract; its text says why */
    static Fields read(byte[] frame) throws IOException {
        return read(frame, CONTRACT);
    }

    /** The same of a frame of another shape. */
    static Fields read(byte[] frame, Shape shape) throws IOException {
        if (StrictText.hasByteOrderMark(frame)) {
            throw new IOException("begins with a byte order mark");
        }
        if (!StrictText.isStrictJson(frame)) {
            throw new IOException("is not UTF-8, or has a surrogate without its partner");
        }
        try (JsonParser parser = JsonSyntax.STRICT.parser(frame, 0, frame.length)) {
            return object(parser, frame, shape);
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

    private static Fields object(JsonParser parser, byte[] frame, Shape shape) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("is not a JSON object");
        }
        Fields fields = members(parser, frame, "", shape);
        if (parser.nextToken() != null) {
            throw new IOException("is more than one JSON object");
        }
        return fields;
    }

    private static Fields members(JsonParser parser, byte[] frame, String prefix, Shape shape) throws IOException {
        Fields fields = new Fields(prefix);
        String name;
        while ((name = parser.nextFieldName()) != null) {
            parser.nextToken();
            if (shape.keeps(name, fields)) {
                fields.add(name, value(parser, frame, name, shape.of(name)));
            } else {
                parser.skipChildren();
            }
        }
        return fields;
    }

    /** @param shape of the value, if it is an object; {@code null}: its members are passed over */
    private static Value value(JsonParser parser, byte[] frame, String name, @Nullable Shape shape) throws IOException {
        JsonToken token = parser.currentToken();
        int start = (int) parser.currentTokenLocation().getByteOffset();
        Fields members = null;
        String text = null;
        if (token == JsonToken.START_OBJECT && shape != null) {
            members = members(parser, frame, name + ".", shape);
        } else if (token.isScalarValue()) {
            text = parser.getText();
        } else {
            parser.skipChildren();
        }
        int end = (int) parser.currentLocation().getByteOffset();
        return new Value(frame, token, text, members, start, end);
    }
}
