package io.beckon.admin;

import io.beckon.administration.PairView;
import io.beckon.administration.PeerView;
import io.beckon.administration.RoomView;
import io.beckon.room.RoomKey;
import io.beckon.transport.PathSegment;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /v1/admin/rooms/{room}}: what is to be seen of one. */
@Path("rooms/{room}")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class RoomResource {

    private final Desk desk;
    private final Ladder ladder;

    RoomResource(Desk desk) {
        this.desk = desk;
        this.ladder = new Ladder(desk);
    }

    @GET
    @Operation(operationId = "room", summary = "A room and who is in it")
    @APIResponseSchema(RoomDetail.class)
    public CompletionStage<RoomDetail> room(
            @Context RoutingContext routing,
            @PathParam("room") @Parameter(description = "Its name") String name,
            @BeanParam ListQuery query) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to see the room");
        long after = query.afterSeq();
        int limit = query.limit();
        if (desk.inspection().follows(room)) {
            return CompletableFuture.completedFuture(own(room, after, limit));
        }
        return desk.others()
                .ask(operator, "/rooms/" + PathSegment.of(name), query.asked(), RoomDetail.class)
                .thenApply(asked -> asked.bodies().stream().findFirst().orElseThrow(() -> Ladder.unknown(asked)));
    }

    private RoomDetail own(RoomKey room, long after, int limit) {
        RoomView view = desk.inspection().room(room);
        if (view == null) {
            throw Refused.noSuchRoom();
        }
        List<PeerView> peers = desk.inspection().peers(room, after, limit);
        List<PairView> pairs = desk.inspection().pairs(room, peers, PageQuery.MOST);
        return RoomDetail.of(view, peers, pairs, limit, desk::nodeOf);
    }

    @GET
    @Path("events")
    @Operation(operationId = "events", summary = "What has happened in a room, as far as it is remembered")
    @APIResponseSchema(RoomEvents.class)
    public CompletionStage<RoomEvents> events(
            @Context RoutingContext routing,
            @PathParam("room") @Parameter(description = "Its name") String name,
            @BeanParam ListQuery query) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to see what has happened in the room");
        return ladder.all(operator, room, query.afterSeq(), query.limit());
    }
}
