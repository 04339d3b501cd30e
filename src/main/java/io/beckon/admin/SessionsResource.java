package io.beckon.admin;

import io.beckon.administration.Inspection;
import io.beckon.administration.SessionView;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/sessions}. */
@Path("sessions")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class SessionsResource {

    private final Desk desk;

    SessionsResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(
            operationId = "sessions",
            summary = "The sessions that are connected",
            description = "It takes the right to administer all rooms.")
    @APIResponseSchema(SessionList.class)
    public CompletionStage<SessionList> sessions(@Context RoutingContext routing, @BeanParam ListQuery query) {
        Operator operator = Operator.of(routing);
        operator.requireAll("to see all sessions");
        int limit = query.limit();
        Inspection.Page<SessionView> found =
                desk.inspection().sessions(operator.tenant(), query.text(), place(query.after()), limit);
        SessionList own = new SessionList(
                found.page().stream()
                        .map(view -> SessionList.Entry.of(view, desk.nodeOf(view.instance())))
                        .toList(),
                found.total(),
                null,
                null);
        return desk.others()
                .ask(operator, "/sessions", query.asked(), SessionList.class)
                .thenApply(asked -> SessionList.merged(own, asked, limit));
    }

    private static Inspection.@Nullable Place place(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8);
            int space = text.indexOf(' ');
            if (space > 0) {
                return new Inspection.Place(text.substring(space + 1), text.substring(0, space));
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw Refused.bad("after", "must be what next said");
    }
}
