package io.beckon.oidc;

import io.beckon.identity.Undecided;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Asks a realm something. Every question fails with {@link Undecided} if there is no answer in time. */
record RealmClient(TenantConfigContext context, Duration patience) {

    private static final int OK = 200;

    /** The keys that it signs with now, a JSON Web Key Set. */
    CompletionStage<String> keys() {
        return get(context.getOidcMetadata().getJsonWebKeySetUri());
    }

    /**
     * Before which no token is valid any more; the epoch if the realm does not say. Asked for where this node reaches the realm, which need
     * not be where users do.
     */
    CompletionStage<Instant> notBefore() {
        return get(context.oidcConfig().authServerUrl().orElseThrow()).thenApply(RealmClient::notBefore);
    }

    private static Instant notBefore(String realm) {
        try {
            return Instant.ofEpochSecond(new JsonObject(realm).getLong("tokens-not-before", 0L));
        } catch (DecodeException | ClassCastException e) {
            throw new Undecided("its page is none of Keycloak");
        }
    }

    /** Whether the realm stands by a token now (RFC 7662). */
    CompletionStage<Boolean> isActive(String token) {
        return context.getOidcProviderClient()
                .introspectAccessToken(token)
                .ifNoItem()
                .after(patience)
                .fail()
                .onItemOrFailure()
                .transform((introspected, failure) -> {
                    if (failure != null) {
                        throw new Undecided("introspection: " + failure);
                    }
                    return introspected.isActive();
                })
                .subscribeAsCompletionStage();
    }

    private CompletionStage<String> get(String uri) {
        return Uni.createFrom()
                .deferred(() -> context.getOidcProviderClient()
                        .getWebClient()
                        .getAbs(uri)
                        .send())
                .ifNoItem()
                .after(patience)
                .fail()
                .onItemOrFailure()
                .transform((response, failure) -> {
                    if (failure != null || response.statusCode() != OK) {
                        throw new Undecided(
                                failure == null ? "answered " + response.statusCode() : String.valueOf(failure));
                    }
                    String body = response.bodyAsString();
                    return body == null ? "" : body;
                })
                .subscribeAsCompletionStage();
    }
}
