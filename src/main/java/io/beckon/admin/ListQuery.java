package io.beckon.admin;

import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for. */
public final class ListQuery {

    static final int MOST = 500;
    static final int USUAL = 100;

    private static final int MOST_TEXT = 256;
    private static final int MOST_CURSOR = 2048;

    @QueryParam("q")
    @Parameter(description = "Only what has this text in its names and ids, in upper or lower case")
    @Nullable String q;

    @QueryParam("after")
    @Parameter(description = "What the page before said as next")
    @Nullable String after;

    @QueryParam("limit")
    @Parameter(
            description = "How many at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100"))
    @Nullable String limit;

    /** {@code null} for all. */
    @Nullable String text() {
        return text("q", q);
    }

    /** What is searched for; {@code null}: nothing. */
    static @Nullable String text(String field, @Nullable String text) {
        if (text != null && text.length() > MOST_TEXT) {
            throw Refused.bad(field, "must be at most " + MOST_TEXT + " characters");
        }
        return text == null || text.isBlank() ? null : text.strip();
    }

    @Nullable String after() {
        return after(after);
    }

    static @Nullable String after(@Nullable String after) {
        if (after != null && after.length() > MOST_CURSOR) {
            throw Refused.bad("after", "must be what next said");
        }
        return after == null || after.isEmpty() ? null : after;
    }

    /** {@code after} where it is a place in a room's order; 0 when there is none. */
    long afterSeq() {
        String text = after();
        try {
            long seq = text == null ? 0 : Long.parseLong(text);
            if (seq >= 0) {
                return seq;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Refused.bad("after", "must be what next said");
    }

    /** The same question to another node. */
    Map<String, String> asked() {
        Map<String, String> asked = new HashMap<>(Map.of("limit", Integer.toString(limit())));
        if (text() != null) {
            asked.put("q", text());
        }
        if (after() != null) {
            asked.put("after", after());
        }
        return asked;
    }

    int limit() {
        return limit(limit);
    }

    static int limit(@Nullable String limit) {
        try {
            int number = limit == null || limit.isEmpty() ? USUAL : Integer.parseInt(limit);
            if (number >= 1 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Refused.bad("limit", "must be a number from 1 to " + MOST);
    }
}
