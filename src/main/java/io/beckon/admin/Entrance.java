package io.beckon.admin;

import io.beckon.audit.Journal;
import io.beckon.transport.Approaches;
import io.beckon.transport.BrowserToken;
import io.beckon.transport.Gate;
import io.beckon.transport.Problem;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.regex.Pattern;

/** Where requests of administrators come in: origin, method and token are checked here, as at every edge. */
public final class Entrance {

    public static final String PATHS = "/v1/admin/*";

    public static final long MOST_BODY_BYTES = 64 * 1024;

    private static final String DESCRIPTION = "/v1/admin/openapi";

    private static final Pattern ORDERS = Pattern.compile(
            "/v1/admin/(rooms/[^/]+/(kick|lock|unlock|close|messages)|users/[^/]+/disconnect|calls/[^/]+/end|log-levels/[^/]+)");

    private final Gate gate;
    private final Journal journal;

    public Entrance(Gate gate, Journal journal) {
        this.gate = gate;
        this.journal = journal;
    }

    public void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        request.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
        if (!gate.passes(request, ORDERS.matcher(request.path()).matches() ? HttpMethod.POST : HttpMethod.GET)) {
            return;
        }
        if (request.path().equals(DESCRIPTION)) {
            routing.next();
            return;
        }
        BrowserToken offered = BrowserToken.offeredBy(request);
        if (offered.isUnclear(request)) {
            gate.refuse(routing, null);
            return;
        }
        String token = offered.token(request);
        gate.identifyAnybody(routing, token, caller -> {
            boolean alone = "node".equals(request.getParam("scope"));
            new Operator(caller, Objects.requireNonNull(token), alone, Approaches.of(request), journal).enter(routing);
            routing.next();
        });
    }

    /** An order without a body is none: what follows would wait for one. */
    public static void requireBody(RoutingContext routing) {
        if (routing.body().length() > 0) {
            routing.next();
        } else {
            Problem.BAD_REQUEST.answer(routing.response());
        }
    }

    /** What was sent, all of it. */
    static byte[] body(RoutingContext routing) {
        return routing.body().buffer().getBytes();
    }

    /** Nothing below the entrance that anybody knows. */
    public static void refusePath(RoutingContext routing) {
        routing.response().putHeader("Cache-Control", "no-store");
        Problem.NOT_FOUND.answer(routing.response());
    }
}
