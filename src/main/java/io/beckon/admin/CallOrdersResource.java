package io.beckon.admin;

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

/** What administrators do to a call, with a reason. */
@Path("calls/{call}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Act")
@APIResponse(responseCode = "204", description = "Done")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class CallOrdersResource {

    private final Desk desk;

    CallOrdersResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @Path("end")
    @Operation(
            operationId = "endCall",
            summary = "End a call for everybody in it",
            description = "It rings no more, and its room is closed. It takes the right to administer all rooms.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.Plain.class)))
    public CompletionStage<Void> end(@Context RoutingContext routing, @PathParam("call") String call) {
        Operator operator = Operator.of(routing);
        operator.requireAll("to end a call");
        return Orders.done(Orders.give(
                operator,
                Entrance.body(routing),
                (body, by) -> desk.administration().endCall(operator.tenant(), call, by, body.reason())));
    }
}
