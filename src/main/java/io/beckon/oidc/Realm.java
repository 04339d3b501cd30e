package io.beckon.oidc;

import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.quarkus.oidc.runtime.OidcProvider;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;

/** A realm whose users are a tenant's. Without its keys it can verify nothing yet. Safe for use by several threads. */
final class Realm {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final String tenant;
    private final TenantConfigContext context;

    Realm(String tenant, TenantConfigContext context) {
        this.tenant = tenant;
        this.context = context;
    }

    String tenant() {
        return tenant;
    }

    /** Of the service. */
    String client() {
        return context.oidcConfig().clientId().orElseThrow();
    }

    /** As its tokens say; before its keys are there, as far as one can tell. */
    String issuer() {
        return context.ready()
                ? context.getOidcMetadata().getIssuer()
                : context.oidcConfig()
                        .token()
                        .issuer()
                        .orElseGet(() -> context.oidcConfig().authServerUrl().orElseThrow());
    }

    boolean isReady() {
        return context.ready();
    }

    /** Asks for what it needs to verify tokens; done either way. */
    CompletionStage<Boolean> connect() {
        return context.initialize()
                .ifNoItem()
                .after(CONNECT_PATIENCE)
                .fail()
                .map(TenantConfigContext::ready)
                .onFailure()
                .recoverWithItem(false)
                .subscribeAsCompletionStage();
    }

    /** Asks the realm itself. */
    <T> CompletionStage<T> ask(Function<RealmClient, CompletionStage<T>> question) {
        return isReady()
                ? question.apply(new RealmClient(context, PATIENCE))
                : CompletableFuture.failedFuture(new Undecided("no connection to " + issuer() + " yet"));
    }

    /**
     * The claims of a token that this realm has signed and that is valid now. An unknown key is looked for once in a while. Fails
     * with {@link InvalidToken} or {@link Undecided}.
     */
    CompletionStage<JsonObject> verify(String token) {
        if (!isReady()) {
            return CompletableFuture.failedFuture(new Undecided("no keys of " + issuer() + " yet"));
        }
        OidcProvider provider = context.provider();
        try {
            provider.verifyJwtToken(token, true, true, null);
            return CompletableFuture.completedFuture(payload(token));
        } catch (InvalidJwtException e) {
            return e.getCause() instanceof UnresolvableKeyException
                    ? withNewKeys(provider, token)
                    : CompletableFuture.failedFuture(invalid(e));
        }
    }

    private static CompletionStage<JsonObject> withNewKeys(OidcProvider provider, String token) {
        return provider.refreshJwksAndVerifyJwtToken(token, true, true, null)
                .subscribeAsCompletionStage()
                .handle((verified, failure) -> {
                    if (failure == null) {
                        return payload(token);
                    }
                    Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure;
                    throw cause instanceof InvalidJwtException invalid
                            ? invalid(invalid)
                            : new Undecided("the keys cannot be fetched: " + cause);
                });
    }

    /** What is wrong, without the token. */
    private static InvalidToken invalid(InvalidJwtException e) {
        return new InvalidToken(
                e.getErrorDetails().isEmpty()
                        ? e.getClass().getSimpleName()
                        : "error " + e.getErrorDetails().get(0).getErrorCode());
    }

    /** The claims of a token, whoever has signed it. */
    static JsonObject payload(String token) {
        try {
            String[] parts = token.split("\\.", -1);
            if (parts.length == 3) {
                byte[] json = Base64.getUrlDecoder().decode(parts[1]);
                return new JsonObject(new String(json, StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException | DecodeException e) {
            // said below, without the token
        }
        throw new InvalidToken("not a JWT");
    }
}
