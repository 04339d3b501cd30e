package io.beckon.admin;

import io.beckon.archive.Replayed;
import io.beckon.audit.Subject;
import io.beckon.protocol.ErrorCode;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/admin/calls/{call}/replay}: how a call rang, from the log, as long as that is kept. */
@Path("calls/{call}/replay")
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class CallReplayResource {

    private final Desk desk;

    CallReplayResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayCall",
            summary = "How a call rang, from the log",
            description =
                    "As for a room; what came after it was accepted is the replay of its room. It takes the right to"
                            + " administer all rooms.")
    @APIResponse(
            responseCode = "200",
            description = "The ringing as a ladder diagram",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReplayDocument.class)),
                @Content(mediaType = RoomReplayResource.SVG, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
            })
    public ReplayDocument json(
            @Context RoutingContext routing, @PathParam("call") @Parameter(description = "Its id") String call) {
        return ReplayDocument.of(replay(routing, call));
    }

    @GET
    @Produces(RoomReplayResource.SVG)
    @Operation(hidden = true)
    public Response svg(@Context RoutingContext routing, @PathParam("call") String call) {
        return RoomReplayResource.drawing(replay(routing, call));
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public String text(@Context RoutingContext routing, @PathParam("call") String call) {
        return replay(routing, call).text();
    }

    private Replayed replay(RoutingContext routing, String call) {
        Operator operator = Operator.of(routing);
        operator.requireAll("to replay a call");
        Subject subject = Subject.ofTenant(operator.tenant());
        Runnable told = () -> desk.administration().looksBack("replay-call", subject, call, operator.administrator());
        return desk.past().read(operator, told, archive -> {
            Replayed replayed = archive.call(call);
            if (replayed == null || !replayed.ladder().room().tenant().equals(operator.tenant())) {
                throw new Refused(404, ErrorCode.NO_SUCH_CALL, "the log has no beginning of a call with this id", null);
            }
            return replayed;
        });
    }
}
