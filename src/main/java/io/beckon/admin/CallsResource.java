package io.beckon.admin;

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

/** {@code /v1/admin/calls}: each node knows all of them. */
@Path("calls")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class CallsResource {

    private final Desk desk;

    CallsResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(
            operationId = "calls",
            summary = "The calls that have not ended",
            description = "It takes the right to administer all rooms.")
    @APIResponseSchema(CallList.class)
    public CallList calls(@Context RoutingContext routing, @BeanParam ListQuery query) {
        Operator operator = Operator.of(routing);
        operator.requireAll("to see all calls");
        int limit = query.limit();
        return CallList.of(desk.inspection().calls(operator.tenant(), query.text(), query.after(), limit), limit);
    }
}
