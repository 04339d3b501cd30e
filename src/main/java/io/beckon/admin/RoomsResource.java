package io.beckon.admin;

import io.beckon.administration.Inspection;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/admin/rooms}. */
@Path("rooms")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class RoomsResource {

    private final Desk desk;

    RoomsResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(operationId = "rooms", summary = "The rooms that somebody is in", description = "Calls have rooms, too.")
    @APIResponseSchema(RoomList.class)
    public CompletionStage<RoomList> rooms(@Context RoutingContext routing, @BeanParam ListQuery query) {
        Operator operator = Operator.of(routing);
        operator.requireAny("to see rooms");
        String text = query.text();
        int limit = query.limit();
        RoomList own = RoomList.of(desk.inspection()
                .rooms(
                        room -> operator.sees(room) && (text == null || Inspection.contains(room.name(), text)),
                        query.after(),
                        limit));
        return operator.alone()
                ? CompletableFuture.completedFuture(own)
                : desk.others()
                        .ask(operator, "/rooms", query.asked(), RoomList.class)
                        .thenApply(asked -> RoomList.merged(own, asked, limit));
    }
}
