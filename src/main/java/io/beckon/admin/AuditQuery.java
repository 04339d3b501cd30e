package io.beckon.admin;

import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Which audit records are asked for. */
public final class AuditQuery extends PageQuery {

    @QueryParam("room")
    @Parameter(description = "Only those about this room")
    @Nullable String room;

    @QueryParam("user")
    @Parameter(description = "Only those that name this user, by id, or by pseudonym where users have them")
    @Nullable String user;

    @QueryParam("type")
    @Parameter(description = "Only those whose type begins so, such as `call` or `room.locked`")
    @Nullable String type;

    /** {@code null}: those about anything. */
    @Nullable String room() {
        return text("room", room);
    }

    @Nullable String user() {
        return text("user", user);
    }

    @Nullable String type() {
        return text("type", type);
    }
}
