package io.beckon.transport.peerjs;

import io.beckon.audit.Missing;
import io.beckon.identity.AccessPolicy;
import io.beckon.identity.Caller;
import io.beckon.room.Right;
import io.beckon.transport.Approaches;
import io.beckon.transport.BearerToken;
import io.beckon.transport.Gate;
import io.beckon.transport.Problem;
import io.beckon.transport.Queries;
import io.beckon.transport.RequestThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;

/** {@code POST /v1/peerjs/tickets?key=…}: a ticket for the caller, which PeerJS takes as {@code token}. */
public final class TicketEndpoint {

    static final String PATH = "/v1/peerjs/tickets";

    static final String DEFAULT_KEY = "peerjs";

    private final Gate gate;
    private final Map<String, Application> applications;
    private final Tickets tickets;
    private final AccessPolicy access;
    private final Queries queries;
    private final TicketLife life;
    private final InstantSource clock;

    /**
     * @param applications by their keys
     * @param queries how often a user may ask
     */
    public TicketEndpoint(
            Gate gate,
            Map<String, Application> applications,
            Tickets tickets,
            AccessPolicy access,
            Queries queries,
            TicketLife life,
            InstantSource clock) {
        this.gate = gate;
        this.applications = Map.copyOf(applications);
        this.tickets = tickets;
        this.access = access;
        this.queries = queries;
        this.life = life;
        this.clock = clock;
    }

    void handle(RoutingContext routing) {
        if (gate.passes(routing.request(), HttpMethod.POST)) {
            gate.identify(routing, BearerToken.of(routing.request()), caller -> {
                if (queries.take(caller)) {
                    issue(routing, caller);
                } else {
                    gate.refuseAtOnce(routing, caller);
                }
            });
        }
    }

    private void issue(RoutingContext routing, Caller caller) {
        String key = routing.request().getParam("key", DEFAULT_KEY);
        Application application = applications.get(key);
        if (application == null || !application.room().tenant().equals(caller.tenant())) {
            gate.doorkeeper().refusesRequest(Approaches.of(routing.request()), caller);
            Problem.NOT_FOUND.answer(routing.response());
            return;
        }
        RequestThread.await(routing, access.rightsIn(caller, application.room().name()), (rights, failure) -> {
            if (rights == null) {
                Problem.UNAVAILABLE.answerForNow(routing.response());
            } else if (!rights.contains(Right.JOIN)) {
                gate.forbid(routing, caller, application.room().name(), Missing.JOIN, "a ticket for PeerJS");
            } else {
                answer(routing.response(), caller, application, rights);
            }
        });
    }

    private void answer(HttpServerResponse response, Caller caller, Application application, Set<Right> rights) {
        Instant end = life.end(caller, clock.instant());
        response.putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("ticket", tickets.issue(caller, application.room().name(), rights, end))
                        .put("key", application.key())
                        .put("expiresAt", end.toString())
                        .toBuffer());
    }
}
