package io.beckon.admin;

import io.beckon.room.RoomKey;
import io.beckon.session.Inspection;
import io.beckon.session.PeerView;
import io.beckon.session.RoomView;
import io.beckon.session.Rung;
import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is to be seen at {@code /v1/admin/rooms}. */
@Path("rooms")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@Tag(name = "See")
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

    @GET
    @Path("{room}")
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
                .ask(operator, "/rooms/" + Others.segment(name), query.asked(), RoomDetail.class)
                .thenApply(asked -> asked.bodies().stream().findFirst().orElseThrow(() -> unknown(asked)));
    }

    private RoomDetail own(RoomKey room, long after, int limit) {
        RoomView view = desk.inspection().room(room);
        if (view == null) {
            throw Refused.noSuchRoom();
        }
        List<PeerView> peers = desk.inspection().peers(room, after, limit);
        return RoomDetail.of(view, peers, limit, desk::nodeOf);
    }

    private static Refused unknown(Asked<?> asked) {
        List<String> unreachable = asked.unreachable();
        return unreachable == null
                ? Refused.noSuchRoom()
                : Refused.unavailable("nobody has answered who knows the room; not reached: " + unreachable);
    }

    @GET
    @Path("{room}/events")
    @Operation(operationId = "events", summary = "What has happened in a room, as far as it is remembered")
    @APIResponseSchema(RoomEvents.class)
    public CompletionStage<RoomEvents> events(
            @Context RoutingContext routing,
            @PathParam("room") @Parameter(description = "Its name") String name,
            @BeanParam ListQuery query) {
        Operator operator = Operator.of(routing);
        RoomKey room = operator.room(name, "to see what has happened in the room");
        return events(operator, room, query.afterSeq(), query.limit());
    }

    private CompletionStage<RoomEvents> events(Operator operator, RoomKey room, long after, int limit) {
        List<Rung> own = desk.inspection().ladder(room, after, limit);
        if (operator.alone()) {
            if (own == null) {
                throw Refused.noSuchRoom();
            }
            return CompletableFuture.completedFuture(RoomEvents.of(own, after));
        }
        Map<String, String> query = Map.of("after", Long.toString(after), "limit", Integer.toString(limit));
        String path = "/rooms/" + Others.segment(room.name()) + "/events";
        return desk.others().ask(operator, path, query, RoomEvents.class).thenApply(asked -> {
            List<RoomEvents> all = new ArrayList<>(asked.bodies());
            if (own != null) {
                all.add(RoomEvents.of(own, after));
            }
            if (all.isEmpty()) {
                throw unknown(asked);
            }
            return RoomEvents.merged(all, asked.unreachable(), after, limit);
        });
    }
}
