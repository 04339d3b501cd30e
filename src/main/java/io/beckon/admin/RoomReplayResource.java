package io.beckon.admin;

import io.beckon.archive.Replayed;
import io.beckon.audit.Subject;
import io.beckon.protocol.ErrorCode;
import io.beckon.room.RoomKey;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/rooms/{room}/replay}: what happened in a room, from the log, whether or not anybody is in it. */
@Path("rooms/{room}/replay")
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class RoomReplayResource {

    static final String SVG = "image/svg+xml";

    /** For a browser that is led there: a drawing with a style of its own, and nothing else. */
    static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private final Desk desk;

    RoomReplayResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "replayRoom",
            summary = "What happened in a room, from the log",
            description =
                    "Read anew from the log and compared with the keepers' checkpoint: as JSON, as `image/svg+xml`,"
                            + " or as `text/plain`. The newest 200,000 records of the room's partition are looked at. Auditors are"
                            + " told. A tenant can have one such reading at a time on each node.")
    @APIResponse(
            responseCode = "200",
            description = "The signaling as a ladder diagram, and what went wrong",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = ReplayDocument.class)),
                @Content(mediaType = SVG, schema = @Schema(implementation = String.class)),
                @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(implementation = String.class))
            })
    public ReplayDocument json(
            @Context RoutingContext routing,
            @PathParam("room") @Parameter(description = "Its name") String name,
            @QueryParam("from")
                    @Parameter(description = "Without what was before, such as 2026-03-01T09:00:00Z")
                    @Nullable String from) {
        return ReplayDocument.of(replay(routing, name, from));
    }

    @GET
    @Produces(SVG)
    @Operation(hidden = true)
    public Response svg(
            @Context RoutingContext routing,
            @PathParam("room") String name,
            @QueryParam("from") @Nullable String from) {
        return drawing(replay(routing, name, from));
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(hidden = true)
    public String text(
            @Context RoutingContext routing,
            @PathParam("room") String name,
            @QueryParam("from") @Nullable String from) {
        return replay(routing, name, from).text();
    }

    static Response drawing(Replayed replayed) {
        return Response.ok(replayed.svg(), SVG)
                .header("Content-Security-Policy", POLICY)
                .build();
    }

    private Replayed replay(RoutingContext routing, String name, @Nullable String from) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to replay the room");
        Instant begin = begin(from);
        Runnable told =
                () -> desk.administration().looksBack("replay-room", Subject.of(room), null, operator.administrator());
        return desk.past().read(operator, told, archive -> {
            Replayed replayed = archive.room(room, begin);
            if (replayed == null) {
                throw new Refused(404, ErrorCode.NO_SUCH_ROOM, "the log has no record of a room of this name", null);
            }
            return replayed;
        });
    }

    private static Instant begin(@Nullable String from) {
        try {
            return from == null || from.isEmpty() ? Instant.EPOCH : Instant.parse(from);
        } catch (DateTimeParseException e) {
            throw Refused.bad("from", "must be a time such as 2026-03-01T09:00:00Z");
        }
    }
}
