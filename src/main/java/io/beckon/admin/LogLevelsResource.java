package io.beckon.admin;

import io.beckon.administration.LogLevels;
import io.beckon.protocol.ErrorCode;
import io.beckon.transport.PathSegment;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /v1/admin/log-levels}: how much the nodes log. Their logs are all tenants', so it takes the right to administer all rooms of the
 * default one.
 */
@Path("log-levels")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
@APIResponse(responseCode = "default", ref = Description.PROBLEM)
public final class LogLevelsResource {

    private static final int MOST_MINUTES = 24 * 60;
    private static final int USUAL_MINUTES = 15;

    private final Desk desk;

    LogLevelsResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Tag(name = "See")
    @Operation(operationId = "logLevels", summary = "Levels of the nodes' logs that were changed for a while")
    @APIResponseSchema(LogLevelList.class)
    public CompletionStage<LogLevelList> levels(@Context RoutingContext routing) {
        Operator operator = operator(routing, "to see the levels of the log");
        return desk.others()
                .ask(operator, "/log-levels", Map.of(), LogLevelList.class)
                .thenApply(this::together);
    }

    @POST
    @Path("{category}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Tag(name = "Act")
    @Operation(
            operationId = "changeLogLevel",
            summary = "Have all nodes log more or less for a while",
            description =
                    "Of io.beckon, or a package or class below it. It takes the right to administer all rooms of the"
                            + " default tenant.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = Orders.LogLevel.class)))
    @APIResponseSchema(LogLevelList.class)
    public CompletionStage<LogLevelList> change(
            @Context RoutingContext routing, @PathParam("category") String category) {
        Operator operator = operator(routing, "to change the level of the log");
        if (!LogLevels.isCategory(category)) {
            throw new Refused(
                    404, ErrorCode.BAD_MESSAGE, "only io.beckon and what is below it is the service's own", null);
        }
        byte[] body = Entrance.body(routing);
        change(operator, category, body);
        return desk.others()
                .tell(operator, "/log-levels/" + PathSegment.of(category), Buffer.buffer(body), LogLevelList.class)
                .thenApply(this::together);
    }

    private void change(Operator operator, String category, byte[] body) {
        boolean changed = Orders.give(operator, body, (order, by) -> {
            LogLevels.Level level = order.level(LogLevels.Level.values(), LogLevels.Level::wireName);
            Duration length = Duration.ofMinutes(order.minutes(MOST_MINUTES, USUAL_MINUTES));
            return desk.administration().changeLogLevel(category, level, length, operator.tenant(), by, order.reason());
        });
        if (!changed) {
            throw Refused.unavailable("too many levels are changed already");
        }
    }

    private static Operator operator(RoutingContext routing, String what) {
        Operator operator = Operator.of(routing);
        operator.requireAllOfDefaultTenant(what);
        return operator;
    }

    private LogLevelList together(Asked<LogLevelList> others) {
        List<LogLevelList.Entry> all = new ArrayList<>();
        desk.administration()
                .logLevels()
                .all()
                .forEach(changed -> all.add(LogLevelList.Entry.of(desk.self().name(), changed)));
        others.bodies().forEach(body -> all.addAll(body.levels()));
        return new LogLevelList(all, others.unreachable());
    }
}
