package io.beckon.transport.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/** What the page has to know to sign its user in. */
public final class SignInPage {

    public static final String PATH = "/v1/sign-in";

    private final Supplier<List<Realm>> realms;
    private final boolean guests;

    /**
     * A way in by OpenID Connect.
     *
     * @param client the page's own, a public one
     */
    public record Realm(String tenant, String issuer, String client) {}

    /**
     * @param realms none: with the development identity
     * @param guests whether people come in by invitation, too
     */
    public SignInPage(Supplier<List<Realm>> realms, boolean guests) {
        this.realms = realms;
        this.guests = guests;
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
        if (guests) {
            body.put("guests", true);
        }
        routing.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-cache")
                .end(body.toBuffer());
    }
}
