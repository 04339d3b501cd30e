package io.beckon.admin;

import io.beckon.identity.UserKey;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.WireSyntax;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What administrators do to users, each time with a reason. */
@Path("users")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Act")
@APIResponse(responseCode = "204", description = "Done")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class UsersResource {

    private final Desk desk;

    UsersResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @Path("{user}/disconnect")
    @Operation(
            operationId = "disconnect",
            summary = "End all sessions of a user",
            description = "The user may sign in again. It takes the right to administer all rooms.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.Disconnect.class)))
    public CompletionStage<Void> disconnect(@Context RoutingContext routing, @PathParam("user") String user) {
        Operator operator = Operator.of(routing);
        operator.requireAll("to disconnect a user");
        if (!WireSyntax.isUser(user)) {
            throw new Refused(404, ErrorCode.NO_SUCH_USER, "no user has such an id", null);
        }
        return Orders.give(operator, Entrance.body(routing), (body, by) -> {
            String issuer = body.issuer() == null ? operator.caller().issuer() : body.issuer();
            return desk.administration().disconnect(new UserKey(operator.tenant(), issuer, user), by, body.reason());
        });
    }
}
