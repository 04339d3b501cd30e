package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.beckon.json.JsonSyntax;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a refusal is addressed to: the {@code id} and the {@code room} of the frame, and its type; each {@code null} unless valid. */
record Sender(
        @Nullable String id,
        @Nullable String room,
        @Nullable MessageType type) {

    static final Sender UNKNOWN = new Sender(null, null, null);

    static Sender of(Fields frame) {
        return ofValid(text(frame.get("id")), text(frame.get("room")), text(frame.get("type")));
    }

    /**
     * Of a JSON frame that is well-formed but for the limits of the contract (nesting, duplicate keys, surrogates); of anything else
     * nobody is known.
     */
    static Sender salvage(byte[] json) {
        try (JsonParser parser = JsonSyntax.LENIENT.parser(json, 0, json.length)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? salvage(parser) : UNKNOWN;
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    private static Sender salvage(JsonParser parser) throws IOException {
        String id = null;
        String room = null;
        String type = null;
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            String text = token == JsonToken.VALUE_STRING && isWanted(name) ? parser.getText() : "";
            if (name.equals("id")) {
                id = id == null ? text : "";
            } else if (name.equals("room")) {
                room = room == null ? text : "";
            } else if (name.equals("type")) {
                type = type == null ? text : "";
            }
            parser.skipChildren();
        }
        return parser.nextToken() == null ? ofValid(id, room, type) : UNKNOWN;
    }

    private static boolean isWanted(String name) {
        return name.equals("id") || name.equals("room") || name.equals("type");
    }

    private static Sender ofValid(@Nullable String id, @Nullable String room, @Nullable String type) {
        return new Sender(
                id != null && WireSyntax.isRequestId(id) ? id : null,
                room != null && WireSyntax.isRoomName(room) ? room : null,
                type == null ? null : MessageType.of(type));
    }

    private static @Nullable String text(@Nullable Value value) {
        return value != null && value.isText() ? value.text() : null;
    }
}
