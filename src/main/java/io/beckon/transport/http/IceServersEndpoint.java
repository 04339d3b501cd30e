package io.beckon.transport.http;

import io.beckon.identity.Caller;
import io.beckon.identity.IceServers;
import io.beckon.identity.TurnCredentials;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/** {@code GET /v1/ice-servers}: the STUN and TURN servers for the caller, as a list of RTCIceServer. */
public final class IceServersEndpoint {

    public static final String PATH = "/v1/ice-servers";

    private final Askers askers;
    private final IceServers servers;

    public IceServersEndpoint(Askers askers, IceServers servers) {
        this.askers = askers;
        this.servers = servers;
    }

    public void handle(RoutingContext routing) {
        askers.ask(routing, caller -> answer(routing.response(), caller));
    }

    private void answer(HttpServerResponse response, Caller caller) {
        IceServers.Grant grant = servers.to(caller);
        JsonArray list = new JsonArray();
        grant.servers().forEach(server -> list.add(json(server)));
        response.putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .end(new JsonObject()
                        .put("iceServers", list)
                        .put("expiresAt", grant.expiresAt().toString())
                        .toBuffer());
    }

    private static JsonObject json(IceServers.Server server) {
        JsonObject json = new JsonObject().put("urls", new JsonArray(server.urls()));
        TurnCredentials credentials = server.credentials();
        if (credentials != null) {
            json.put("username", credentials.username()).put("credential", credentials.password());
        }
        return json;
    }
}
