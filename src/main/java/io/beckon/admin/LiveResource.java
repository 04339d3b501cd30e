package io.beckon.admin;

import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/live}: says when to look again. */
@Path("live")
@Tag(name = "See")
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class LiveResource {

    private final Desk desk;

    LiveResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @Operation(
            operationId = "live",
            summary = "What changes, as it does",
            description =
                    "Server-sent events: `change` with totals at first and then whenever something of what is listed"
                            + " may have changed, and `room` with what is new in a room; both at most twice a second. The stream"
                            + " ends when the token does, or no longer holds; a user has five of them at once, a tenant fifty."
                            + " The same over a WebSocket of sub-protocol `beckon.admin.v1`, where each message is"
                            + " `{\"event\", \"id\"?, \"data\"}`, and `alive` a sign of life.")
    @APIResponse(
            responseCode = "200",
            description = "`change`: Totals; `room`: RoomEvents",
            content =
                    @Content(
                            mediaType = MediaType.SERVER_SENT_EVENTS,
                            schema = @Schema(oneOf = {Totals.class, RoomEvents.class})))
    public Multi<OutboundSseEvent> live(
            @Context RoutingContext routing,
            @Context Sse sse,
            @QueryParam("room") @Parameter(description = "The name of the room whose events are told, too") @Nullable String room,
            @QueryParam("after")
                    @Parameter(description = "The room's events are told after this place in its order")
                    @Nullable String place,
            @HeaderParam("Last-Event-ID")
                    @Parameter(description = "The same, where a stream is taken up again")
                    @Nullable String last) {
        Viewing viewing = Viewing.of(Operator.of(routing), room, last == null ? place : last);
        Onlookers.Seat seat = desk.onlookers().enter(viewing.operator().caller());
        if (seat == null) {
            throw Refused.unavailable("too many look on here");
        }
        return events(new Watch(desk, viewing, seat), seat, sse, routing);
    }

    private static Multi<OutboundSseEvent> events(Watch watch, Onlookers.Seat seat, Sse sse, RoutingContext routing) {
        // nginx would keep events back otherwise.
        routing.response().putHeader("X-Accel-Buffering", "no");
        return watch.events()
                .onItem()
                .transform(news -> event(sse, news))
                .onTermination()
                .invoke(seat::leave);
    }

    private static OutboundSseEvent event(Sse sse, News news) {
        OutboundSseEvent.Builder event = sse.newEventBuilder();
        if (news.data() == null) {
            return event.comment("").build();
        }
        return event.name(news.event())
                .id(news.id())
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(news.data())
                .build();
    }
}
