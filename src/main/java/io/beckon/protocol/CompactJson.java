package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** A JSON value without white space and needless escapes, as {@code JSON.stringify} writes it; numbers keep their text. */
final class CompactJson {

    private CompactJson() {}

    /**
     * Writes a value of a frame that was read already.
     *
     * @throws ArithmeticException for a number that is infinite as a double, which other encodings cannot hold
     */
    static void copy(Value value, JsonGenerator json) throws IOException {
        try (JsonParser parser = value.parser()) {
            while (parser.nextToken() != null) {
                copyToken(parser, json);
            }
        }
    }

    private static void copyToken(JsonParser from, JsonGenerator to) throws IOException {
        JsonToken token = from.currentToken();
        switch (token) {
            case START_OBJECT -> to.writeStartObject();
            case END_OBJECT -> to.writeEndObject();
            case START_ARRAY -> to.writeStartArray();
            case END_ARRAY -> to.writeEndArray();
            case FIELD_NAME -> to.writeFieldName(from.currentName());
            case VALUE_STRING -> to.writeString(from.getTextCharacters(), from.getTextOffset(), from.getTextLength());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> to.writeNumber(finite(from.getText()));
            case VALUE_TRUE -> to.writeBoolean(true);
            case VALUE_FALSE -> to.writeBoolean(false);
            case VALUE_NULL -> to.writeNull();
            default -> throw new IllegalStateException("Not JSON: " + token);
        }
    }

    private static String finite(String number) {
        if (Double.isInfinite(Double.parseDouble(number))) {
            throw new ArithmeticException("Beyond a double");
        }
        return number;
    }
}
