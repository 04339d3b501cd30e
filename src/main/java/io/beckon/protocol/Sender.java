package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.beckon.json.JsonSyntax;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a refusal is addressed to: the {@code id} and the {@code room} of the frame, each {@code null} unless valid. */
record Sender(@Nullable String id, @Nullable String room) {

    static final Sender UNKNOWN = new Sender(null, null);

    static Sender of(Fields frame) {
        return ofValid(text(frame.get("id")), text(frame.get("room")));
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
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonToken token = parser.nextToken();
            String text = token == JsonToken.VALUE_STRING && isWanted(name) ? parser.getText() : "";
            if (name.equals("id")) {
                id = id == null ? text : "";
            } else if (name.equals("room")) {
                room = room == null ? text : "";
            }
            parser.skipChildren();
        }
        return parser.nextToken() == null ? ofValid(id, room) : UNKNOWN;
    }

    private static boolean isWanted(String name) {
        return name.equals("id") || name.equals("room");
    }

    private static Sender ofValid(@Nullable String id, @Nullable String room) {
        return new Sender(
                id != null && WireSyntax.isRequestId(id) ? id : null,
                room != null && WireSyntax.isRoomName(room) ? room : null);
    }

    private static @Nullable String text(@Nullable Value value) {
        return value != null && value.isText() ? value.text() : null;
    }
}
