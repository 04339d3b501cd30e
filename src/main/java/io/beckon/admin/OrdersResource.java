package io.beckon.admin;

import io.beckon.administration.Administration;
import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.OrderBody;
import io.beckon.room.RoomKey;
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

/** What administrators do to a room, each time with a reason. */
@Path("rooms/{room}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Act")
@APIResponse(responseCode = "204", description = "Done")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class OrdersResource {

    private final Administration administration;

    OrdersResource(Desk desk) {
        this.administration = desk.administration();
    }

    private interface OfRoom {
        CompletionStage<Administration.Outcome> carryOut(RoomKey room, OrderBody body, Administration.Administrator by)
                throws MalformedMessage;
    }

    @POST
    @Path("kick")
    @Operation(operationId = "kick", summary = "Remove a participant, who is told the reason")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.Kick.class)))
    public CompletionStage<Void> kick(@Context RoutingContext routing, @PathParam("room") String name) {
        return order(
                routing,
                name,
                "to kick a participant",
                (room, body, by) -> administration.kick(room, body.peer(), body.barSeconds(), by, body.reason()));
    }

    @POST
    @Path("lock")
    @Operation(operationId = "lock", summary = "Let nobody join any more")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.Plain.class)))
    public CompletionStage<Void> lock(@Context RoutingContext routing, @PathParam("room") String name) {
        return order(
                routing, name, "to lock the room", (room, body, by) -> administration.lock(room, by, body.reason()));
    }

    @POST
    @Path("unlock")
    @Operation(operationId = "unlock", summary = "Let people join again")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.Plain.class)))
    public CompletionStage<Void> unlock(@Context RoutingContext routing, @PathParam("room") String name) {
        return order(
                routing,
                name,
                "to unlock the room",
                (room, body, by) -> administration.unlock(room, by, body.reason()));
    }

    @POST
    @Path("close")
    @Operation(operationId = "close", summary = "End the room for everybody who is in it")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.Plain.class)))
    public CompletionStage<Void> close(@Context RoutingContext routing, @PathParam("room") String name) {
        return order(
                routing, name, "to close the room", (room, body, by) -> administration.close(room, by, body.reason()));
    }

    @POST
    @Path("messages")
    @Operation(operationId = "message", summary = "Send a message to everybody in the room")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.Message.class)))
    public CompletionStage<Void> message(@Context RoutingContext routing, @PathParam("room") String name) {
        return order(
                routing,
                name,
                "to send a message to the room",
                (room, body, by) -> administration.tell(room, body.data(), by, body.reason()));
    }

    private static CompletionStage<Void> order(RoutingContext routing, String name, String what, OfRoom order) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, what);
        return Orders.done(Orders.give(operator, Entrance.body(routing), (body, by) -> order.carryOut(room, body, by)));
    }
}
