package io.beckon.transport.peerjs;

import io.beckon.following.Follower;
import io.beckon.transport.ClientAddress;
import io.beckon.transport.Gate;
import io.beckon.transport.Rates;
import io.beckon.transport.RequestThread;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** What a PeerJS client asks for by plain requests, below {@code /}, {@code /peerjs} and what else is configured: its {@code path} may be any of them. */
public final class PeerJsRoutes {

    private static final String NAME =
            "{\"name\":\"PeerJS Server\",\"description\":\"A server side element to broker connections"
                    + " between PeerJS clients.\",\"website\":\"https://peerjs.com/\"}";

    private static final int UNAUTHORIZED = 401;

    private final Gate gate;
    private final Map<String, Application> applications;
    private final List<String> paths;
    private final Map<String, Listing> listings;
    private final Rates rates;
    private final TicketEndpoint tickets;

    /**
     * @param applications by their keys
     * @param paths further ones, as {@code /myapp}
     * @param rates how often a network may ask who is there now
     */
    public PeerJsRoutes(
            Gate gate,
            Map<String, Application> applications,
            List<String> paths,
            Follower follower,
            Rates rates,
            TicketEndpoint tickets) {
        this.gate = gate;
        this.applications = Map.copyOf(applications);
        this.paths = List.copyOf(paths);
        this.listings = listings(applications, follower);
        this.rates = rates;
        this.tickets = tickets;
    }

    public void mount(Router router) {
        if (applications.isEmpty()) {
            return;
        }
        router.route(PeerJsSocket.PATH).handler(this::name);
        router.route(TicketEndpoint.PATH).handler(tickets::handle);
        mountRequests(router, "");
        mountBelow(router, PeerJsSocket.PATH);
        paths.forEach(path -> mountBelow(router, path));
    }

    private void mountBelow(Router router, String path) {
        router.route(path + PeerJsSocket.PATH).handler(routing -> {
            String query = routing.request().query();
            routing.reroute(query == null ? PeerJsSocket.PATH : PeerJsSocket.PATH + "?" + query);
        });
        router.route(path + "/").handler(this::name);
        mountRequests(router, path);
    }

    private void mountRequests(Router router, String path) {
        router.route(path + "/:key/id").handler(routing -> answer(routing, PeerJsRoutes::id));
        router.route(path + "/:key/peers").handler(routing -> answer(routing, this::peers));
    }

    /** As with PeerJS' own server, the key may be any. */
    private void answer(RoutingContext routing, BiConsumer<@Nullable Application, RoutingContext> answer) {
        Application application = applications.get(routing.pathParam("key"));
        if (!passes(routing.request(), application != null && application.anyOrigin())) {
            return;
        }
        routing.response().putHeader("Cache-Control", "no-store");
        answer.accept(application, routing);
    }

    private boolean passes(HttpServerRequest request, boolean anyOrigin) {
        return anyOrigin ? gate.passesFromAnywhere(request, HttpMethod.GET) : gate.passes(request, HttpMethod.GET);
    }

    /** What a reference server says of itself, to the letter; an upgrade is for the WebSocket. */
    private void name(RoutingContext routing) {
        boolean anyOrigin = applications.values().stream().anyMatch(Application::anyOrigin);
        if ("websocket".equalsIgnoreCase(routing.request().getHeader("Upgrade"))) {
            routing.next();
        } else if (passes(routing.request(), anyOrigin)) {
            json(routing.response(), NAME);
        }
    }

    /** Costs no more than any request: each page asks for one as it is loaded, and a refusal is final to PeerJS. */
    private static void id(@Nullable Application application, RoutingContext routing) {
        routing.response()
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(UUID.randomUUID().toString());
    }

    /**
     * Who asks too often gets a list that was made within a second: a refusal ends PeerJS' connection. So does what this node knows where it
     * cannot be told whether that is all.
     */
    private void peers(@Nullable Application application, RoutingContext routing) {
        HttpServerResponse response = routing.response();
        if (application == null || !application.discovery()) {
            response.setStatusCode(UNAUTHORIZED).end();
            return;
        }
        Listing listing = Objects.requireNonNull(listings.get(application.key()));
        if (rates.take(ClientAddress.networkOf(routing.request()))) {
            RequestThread.await(routing, listing.upToDate(), (read, failure) -> json(response, listing.now()));
        } else {
            json(response, listing.lately());
        }
    }

    private static void json(HttpServerResponse response, String json) {
        response.putHeader("Content-Type", "application/json").end(json);
    }

    private static Map<String, Listing> listings(Map<String, Application> applications, Follower follower) {
        Map<String, Listing> listings = new HashMap<>();
        applications.forEach(
                (key, application) -> listings.put(key, new Listing(new Lobby(follower, application.room()))));
        return Map.copyOf(listings);
    }
}
