package io.beckon.admin;

import io.smallrye.common.annotation.Blocking;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** {@code /v1/admin/totals}: how much this node knows of, for other nodes that tell somebody what changes. */
@Path("totals")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
public final class TotalsResource {

    private final Desk desk;

    TotalsResource(Desk desk) {
        this.desk = desk;
    }

    @GET
    @Operation(hidden = true)
    public Totals.OfNode totals(@Context RoutingContext routing) {
        Operator operator = Operator.of(routing);
        operator.requireAny("to see how much there is");
        return of(desk, operator);
    }

    static Totals.OfNode of(Desk desk, Operator operator) {
        boolean all = operator.seesAll();
        return new Totals.OfNode(
                desk.inspection().stamp(),
                desk.inspection().count(operator::sees),
                all
                        ? desk.inspection()
                                .sessions(operator.tenant(), null, null, 0)
                                .total()
                        : null,
                all ? desk.inspection().calls(operator.tenant(), null, null, 0).total() : null);
    }
}
