package io.beckon.oidc;

import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.JsonWebKeySet;
import io.quarkus.oidc.runtime.OidcProvider;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * A realm's keys as they were last seen, and what they verify. A token that names another key waits until they are fetched
 * anew, which is once for all who wait and at most once a second: a new key counts at once, and made-up ones cost the realm
 * nothing. Safe for use by several threads.
 */
final class RealmKeys {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final TenantConfigContext context;
    private final RealmClient client;
    private final OidcTenantConfig config;
    private final LongSupplier nanoTime;
    private final LongFunction<Executor> later;
    private volatile @Nullable OidcProvider newest;
    private volatile List<JsonWebKey> published = List.of();
    private CompletableFuture<Void> fetched = CompletableFuture.completedFuture(null);
    private long began;

    /** @param leeway by how much the realm's clock and this node's may differ */
    RealmKeys(TenantConfigContext context, RealmClient client, Duration leeway) {
        this(
                context,
                client,
                leeway,
                System::nanoTime,
                nanos -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS));
    }

    /** @param later where to do what is due in so many nanoseconds */
    RealmKeys(
            TenantConfigContext context,
            RealmClient client,
            Duration leeway,
            LongSupplier nanoTime,
            LongFunction<Executor> later) {
        this.context = context;
        this.client = client;
        this.nanoTime = nanoTime;
        this.later = later;
        this.began = nanoTime.getAsLong() - INTERVAL_NANOS;
        this.config = OidcTenantConfig.builder(context.oidcConfig())
                .token()
                .lifespanGrace((int) leeway.toSeconds())
                .end()
                .build();
    }

    /** Something that takes keys to verify. */
    @FunctionalInterface
    interface Check<T> {
        T with(VerificationKeyResolver keys) throws InvalidJwtException;
    }

    CompletionStage<JsonObject> verify(String token) {
        return check(keys -> claims(token));
    }

    /** What a check finds with the keys as last seen or, where they do not suffice, with those of now. */
    <T> CompletionStage<T> check(Check<T> check) {
        return areMissing() ? fetch().handle((done, failure) -> done).thenCompose(done -> seen(check)) : seen(check);
    }

    private <T> CompletionStage<T> seen(Check<T> check) {
        try {
            return CompletableFuture.completedFuture(check.with(resolver()));
        } catch (InvalidJwtException e) {
            return e.getCause() instanceof UnresolvableKeyException
                    ? fetch().thenApply(done -> checked(check))
                    : CompletableFuture.failedFuture(invalid(e));
        }
    }

    /** Whether none were fetched yet: those of the start know no leeway, and count only while there are no others to be had. */
    boolean areMissing() {
        return newest == null;
    }

    /** Fetches them; done when they count. */
    CompletionStage<Void> renew() {
        return fetch();
    }

    private <T> T checked(Check<T> check) {
        try {
            return check.with(resolver());
        } catch (InvalidJwtException e) {
            throw invalid(e);
        }
    }

    private VerificationKeyResolver resolver() {
        return new JwksVerificationKeyResolver(published);
    }

    private JsonObject claims(String token) throws InvalidJwtException {
        OidcProvider provider = newest;
        (provider == null ? context.provider() : provider).verifyJwtToken(token, true, true, null);
        return Realm.payload(token);
    }

    private synchronized CompletionStage<Void> fetch() {
        if (fetched.isDone()) {
            fetched = new CompletableFuture<>();
            long wait = began + INTERVAL_NANOS - nanoTime.getAsLong();
            if (wait <= 0) {
                begin(fetched);
            } else {
                CompletableFuture<Void> next = fetched;
                later.apply(wait).execute(() -> begin(next));
            }
        }
        return fetched;
    }

    private synchronized void begin(CompletableFuture<Void> end) {
        began = nanoTime.getAsLong();
        client.keys().thenAccept(this::use).whenComplete((done, failure) -> {
            if (failure == null) {
                end.complete(null);
            } else {
                end.completeExceptionally(new Undecided("no keys of the realm: " + failure.getMessage()));
            }
        });
    }

    private void use(String json) {
        try {
            published = new org.jose4j.jwk.JsonWebKeySet(json).getJsonWebKeys();
            newest = new OidcProvider(context.getOidcProviderClient(), config, new JsonWebKeySet(json));
        } catch (JoseException | OIDCException e) {
            throw new Undecided("the realm's keys are not a JSON Web Key Set");
        }
    }

    /** What is wrong, without the token. */
    private static InvalidToken invalid(InvalidJwtException e) {
        return new InvalidToken(
                e.getErrorDetails().isEmpty()
                        ? e.getClass().getSimpleName()
                        : "error " + e.getErrorDetails().get(0).getErrorCode());
    }
}
