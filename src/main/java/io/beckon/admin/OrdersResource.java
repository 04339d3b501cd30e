package io.beckon.admin;

import io.beckon.protocol.MalformedMessage;
import io.beckon.protocol.OrderBody;
import io.beckon.room.Json;
import io.beckon.room.RoomKey;
import io.beckon.session.Administration;
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
@APIResponse(
        responseCode = "default",
        description = Description.ERRORS,
        content =
                @Content(
                        mediaType = "application/problem+json",
                        schema = @Schema(implementation = ProblemDocument.class)))
public final class OrdersResource {

    private final Desk desk;

    OrdersResource(Desk desk) {
        this.desk = desk;
    }

    @POST
    @Path("kick")
    @Operation(operationId = "kick", summary = "Remove a participant, who is told the reason")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Orders.Kick.class)))
    public CompletionStage<Void> kick(@Context RoutingContext routing, @PathParam("room") String name) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to kick a participant");
        try {
            OrderBody body = OrderBody.read(Entrance.body(routing));
            return done(administration()
                    .kick(room, body.peer(), body.barSeconds(), operator.administrator(), body.reason()));
        } catch (MalformedMessage e) {
            throw Refused.of(e);
        }
    }

    @POST
    @Path("lock")
    @Operation(operationId = "lock", summary = "Let nobody join any more")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Orders.Plain.class)))
    public CompletionStage<Void> lock(@Context RoutingContext routing, @PathParam("room") String name) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to lock the room");
        return done(administration().lock(room, operator.administrator(), reason(routing)));
    }

    @POST
    @Path("unlock")
    @Operation(operationId = "unlock", summary = "Let people join again")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Orders.Plain.class)))
    public CompletionStage<Void> unlock(@Context RoutingContext routing, @PathParam("room") String name) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to unlock the room");
        return done(administration().unlock(room, operator.administrator(), reason(routing)));
    }

    @POST
    @Path("close")
    @Operation(operationId = "close", summary = "End the room for everybody who is in it")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Orders.Plain.class)))
    public CompletionStage<Void> close(@Context RoutingContext routing, @PathParam("room") String name) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to close the room");
        return done(administration().close(room, operator.administrator(), reason(routing)));
    }

    @POST
    @Path("messages")
    @Operation(operationId = "message", summary = "Send a message to everybody in the room")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Orders.Message.class)))
    public CompletionStage<Void> message(@Context RoutingContext routing, @PathParam("room") String name) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to send a message to the room");
        try {
            OrderBody body = OrderBody.read(Entrance.body(routing));
            Json data = body.data();
            return done(administration().tell(room, data, operator.administrator(), body.reason()));
        } catch (MalformedMessage e) {
            throw Refused.of(e);
        }
    }

    private Administration administration() {
        return desk.administration();
    }

    private static String reason(RoutingContext routing) {
        try {
            return OrderBody.read(Entrance.body(routing)).reason();
        } catch (MalformedMessage e) {
            throw Refused.of(e);
        }
    }

    private static CompletionStage<Void> done(CompletionStage<Administration.Outcome> outcome) {
        return outcome.thenAccept(known -> {
            switch (known) {
                case DONE -> {}
                case NO_SUCH_ROOM -> throw Refused.noSuchRoom();
                case NO_SUCH_PEER -> throw Refused.noSuchPeer();
            }
        });
    }
}
