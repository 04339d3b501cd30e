package io.beckon.admin;

import jakarta.ws.rs.QueryParam;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which part of a list is asked for. */
public final class ListQuery extends PageQuery {

    @QueryParam("q")
    @Parameter(description = "Only what has this text in its names and ids, in upper or lower case")
    @Nullable String q;

    /** {@code null} for all. */
    @Nullable String text() {
        return text("q", q);
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
}
