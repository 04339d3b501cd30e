package io.beckon.transport.peerjs;

import io.beckon.following.Follower;
import io.beckon.transport.ClientAddress;
import io.beckon.transport.Gate;
import io.beckon.transport.Problem;
import io.beckon.transport.Rates;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What a PeerJS client asks for by plain requests, below {@code /} as well as below {@code /peerjs}, for its {@code path} may be either. */
public final class PeerJsRoutes {

    private static final int MOST_LISTED = 10_000;

    private static final int UNAUTHORIZED = 401;

    private final Gate gate;
    private final Map<String, Application> applications;
    private final Follower follower;
    private final Rates rates;
    private final TicketEndpoint tickets;

    /**
     * @param applications by their keys
     * @param rates how often a network may ask
     */
    public PeerJsRoutes(
            Gate gate, Map<String, Application> applications, Follower follower, Rates rates, TicketEndpoint tickets) {
        this.gate = gate;
        this.applications = Map.copyOf(applications);
        this.follower = follower;
        this.rates = rates;
        this.tickets = tickets;
    }

    public void mount(Router router) {
        if (applications.isEmpty()) {
            return;
        }
        router.route(PeerJsSocket.PATH).handler(this::name);
        router.route("/peerjs/peerjs")
                .handler(routing -> routing.reroute(
                        PeerJsSocket.PATH + "?" + routing.request().query()));
        router.route("/peerjs/").handler(this::name);
        router.route(TicketEndpoint.PATH).handler(tickets::handle);
        for (Application application : applications.values()) {
            for (String path : new String[] {"/", "/peerjs/"}) {
                router.route(path + application.key() + "/id").handler(to(application, this::id));
                router.route(path + application.key() + "/peers").handler(to(application, this::peers));
            }
        }
    }

    private Handler<RoutingContext> to(Application application, BiConsumer<Application, HttpServerResponse> answer) {
        return routing -> {
            if (!gate.passes(routing.request(), HttpMethod.GET)) {
                return;
            }
            if (rates.take(ClientAddress.networkOf(routing.request()))) {
                answer.accept(application, routing.response().putHeader("Cache-Control", "no-store"));
            } else {
                Problem.TOO_MANY.answerForNow(routing.response());
            }
        };
    }

    /** What a reference server says of itself; an upgrade is for the WebSocket. */
    private void name(RoutingContext routing) {
        if ("websocket".equalsIgnoreCase(routing.request().getHeader("Upgrade"))) {
            routing.next();
        } else if (gate.passes(routing.request(), HttpMethod.GET)) {
            json(
                    routing.response(),
                    new JsonObject()
                            .put("name", "PeerJS Server")
                            .put("description", "Beckon, for clients of PeerJS")
                            .put("website", "https://peerjs.com/")
                            .encode());
        }
    }

    private void id(Application application, HttpServerResponse response) {
        response.putHeader("Content-Type", "text/html; charset=utf-8")
                .end(UUID.randomUUID().toString());
    }

    private void peers(Application application, HttpServerResponse response) {
        if (!application.discovery()) {
            response.setStatusCode(UNAUTHORIZED).end();
            return;
        }
        follower.whenLive(application.room()).whenComplete((live, failure) -> {
            if (failure == null) {
                json(response, new JsonArray(new Lobby(follower, application.room()).present(MOST_LISTED)).encode());
            } else {
                Problem.UNAVAILABLE.answerForNow(response);
            }
        });
    }

    private static void json(HttpServerResponse response, String json) {
        response.putHeader("Content-Type", "application/json").end(json);
    }
}
