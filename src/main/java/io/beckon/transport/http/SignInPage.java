package io.beckon.transport.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the page has to know to sign its user in, and what it may do to that end. */
public final class SignInPage {

    public static final String PATH = "/v1/sign-in";

    private final Supplier<List<Realm>> realms;

    /**
     * A way in by OpenID Connect.
     *
     * @param client the page's own, a public one
     */
    public record Realm(String tenant, String issuer, String client) {}

    /** @param realms none: with the development identity */
    public SignInPage(Supplier<List<Realm>> realms) {
        this.realms = realms;
    }

    /** {@code GET /v1/sign-in}: which identity, and which realms. Nothing of it is secret. */
    public void describe(RoutingContext routing) {
        JsonArray ways = new JsonArray();
        for (Realm realm : realms.get()) {
            ways.add(new JsonObject()
                    .put("tenant", realm.tenant())
                    .put("issuer", realm.issuer())
                    .put("client", realm.client()));
        }
        JsonObject body = ways.isEmpty()
                ? new JsonObject().put("identity", "development")
                : new JsonObject().put("identity", "oidc").put("realms", ways);
        routing.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .end(body.toBuffer());
    }

    /** Lets the page talk to the service and to the realms, and to nobody else (Content Security Policy Level 3). */
    public void protect(RoutingContext routing) {
        HttpServerResponse response = routing.response();
        String providers =
                realms.get().stream().map(realm -> " " + origin(realm.issuer())).collect(Collectors.joining());
        response.putHeader(
                "Content-Security-Policy",
                "default-src 'self'; connect-src 'self'" + providers
                        + "; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'");
        routing.next();
    }

    private static String origin(String issuer) {
        URI uri = URI.create(issuer);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
