package io.beckon.admin;

import io.beckon.archive.AuditSearch;
import io.beckon.audit.Subject;
import io.beckon.room.RoomKey;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/audit}: what auditors have been told of late. */
@Path("audit")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class AuditResource {

    private final Desk desk;

    AuditResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(
            operationId = "audit",
            summary = "Audit records, the newest first",
            description =
                    "For one page 20,000 records of the topic are looked at, or 8 MiB of the file; `next` leads further"
                            + " back, also from an empty page. Without a room it takes the right to administer all rooms. Records of"
                            + " no tenant are shown to those of the default one. Auditors are told.")
    @APIResponseSchema(AuditList.class)
    public AuditList audit(@Context RoutingContext routing, @BeanParam AuditQuery query) {
        Operator operator = Operator.of(routing);
        RoomKey room = room(operator, query.room());
        AuditFilter filter = new AuditFilter(operator.tenant(), room, query.user(), query.type());
        AuditSearch search = new AuditSearch(room, filter::takes, query.after(), query.limit());
        Subject subject = room == null ? Subject.ofTenant(operator.tenant()) : Subject.of(room);
        Runnable told = () -> desk.administration().looksBack("read-audit", subject, null, operator.administrator());
        return desk.past().read(operator, told, archive -> {
            try {
                return AuditList.of(archive.audit(search));
            } catch (IllegalArgumentException e) {
                throw Refused.bad("after", "must be what next said");
            }
        });
    }

    private static @Nullable RoomKey room(Operator operator, @Nullable String name) {
        if (name == null) {
            operator.requireAll("to see audit records");
            return null;
        }
        return operator.room(name, "to see audit records of the room");
    }
}
