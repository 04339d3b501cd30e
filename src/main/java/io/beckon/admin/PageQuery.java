package io.beckon.admin;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which page of something is asked for. */
public abstract sealed class PageQuery permits ListQuery, AuditQuery {

    static final int MOST = 500;
    static final int USUAL = 100;

    private static final int MOST_TEXT = 256;
    private static final int MOST_CURSOR = 2048;

    @QueryParam("after")
    @Parameter(description = "What the page before said as next")
    @Nullable String after;

    @QueryParam("limit")
    @Parameter(
            description = "How many at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100"))
    @Nullable String limit;

    final @Nullable String after() {
        if (after != null && after.length() > MOST_CURSOR) {
            throw Refused.bad("after", "must be what next said");
        }
        return after == null || after.isEmpty() ? null : after;
    }

    final int limit() {
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

    /** What is searched for; {@code null}: nothing. */
    static @Nullable String text(String field, @Nullable String text) {
        if (text != null && text.length() > MOST_TEXT) {
            throw Refused.bad(field, "must be at most " + MOST_TEXT + " characters");
        }
        return text == null || text.isBlank() ? null : text.strip();
    }
}
