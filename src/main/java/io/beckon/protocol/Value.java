package io.beckon.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.beckon.json.JsonSyntax;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One value of a frame as it was read, not judged yet.
 *
 * @param token what it is; containers are known by their start
 * @param text of a string, without escapes, or of a number
 * @param members of an object, where the contract looks into it
 * @param start offset of its first byte in {@code frame}, quotes included
 * @param end offset after its last byte
 */
record Value(
        byte[] frame,
        JsonToken token,
        @Nullable String text,
        @Nullable Fields members,
        int start,
        int end) {

    boolean isText() {
        return token == JsonToken.VALUE_STRING;
    }

    boolean isNull() {
        return token == JsonToken.VALUE_NULL;
    }

    /** Not a number (NaN) if it is none. */
    double number() {
        if (text == null || !token.isNumeric()) {
            return Double.NaN;
        }
        boolean fitsLong = token == JsonToken.VALUE_NUMBER_INT && text.length() < 18;
        return fitsLong ? Long.parseLong(text) : Double.parseDouble(text);
    }

    /** Whether a string is longer than so many bytes of UTF-8; escapes make it look longer, never shorter. */
    boolean isTextOver(int maxBytes) {
        return end - start - 2 > maxBytes && text != null && text.getBytes(StandardCharsets.UTF_8).length > maxBytes;
    }

    /** Over the value alone, which was read before and has no mistakes. */
    JsonParser parser() throws IOException {
        return JsonSyntax.LENIENT.parser(frame, start, end - start);
    }

    @Override
    public String toString() {
        return "Value[" + token + "]";
    }
}
