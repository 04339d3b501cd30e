package io.beckon.admin;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which audit records are asked for. */
public final class AuditQuery {

    @QueryParam("room")
    @Parameter(description = "Only those about this room")
    @Nullable String room;

    @QueryParam("user")
    @Parameter(description = "Only those that name this user, by id, or by pseudonym where users have them")
    @Nullable String user;

    @QueryParam("type")
    @Parameter(description = "Only those whose type begins so, such as `call` or `room.locked`")
    @Nullable String type;

    @QueryParam("after")
    @Parameter(description = "What the page before said as next")
    @Nullable String after;

    @QueryParam("limit")
    @Parameter(
            description = "How many at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "100"))
    @Nullable String limit;

    /** {@code null}: those about anything. */
    @Nullable String room() {
        return ListQuery.text("room", room);
    }

    @Nullable String user() {
        return ListQuery.text("user", user);
    }

    @Nullable String type() {
        return ListQuery.text("type", type);
    }

    @Nullable String after() {
        return ListQuery.after(after);
    }

    int limit() {
        return ListQuery.limit(limit);
    }
}
