package io.beckon.oidc;

import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** A realm whose users are a tenant's. Without its keys it can verify nothing yet. Safe for use by several threads. */
final class Realm {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final String tenant;
    private final TenantConfigContext context;
    private final RealmKeys keys;
    private final AuthorizationServices authorization;

    /**
     * @param tls where the configuration is that it names, if it does
     * @param leeway by how much its clock and this node's may differ
     */
    Realm(String tenant, TenantConfigContext context, TlsConfigurationRegistry tls, Duration leeway) {
        this(
                tenant,
                context,
                new RealmKeys(context, new RealmClient(context, PATIENCE), leeway),
                new AuthorizationServices(
                        context.oidcConfig(),
                        TlsConfiguration.from(tls, context.oidcConfig().tls().tlsConfigurationName()),
                        PATIENCE));
    }

    Realm(String tenant, TenantConfigContext context, RealmKeys keys, AuthorizationServices authorization) {
        this.tenant = tenant;
        this.context = context;
        this.keys = keys;
        this.authorization = authorization;
    }

    String tenant() {
        return tenant;
    }

    /** Of the service. */
    String client() {
        return context.oidcConfig().clientId().orElseThrow();
    }

    Realms.Setting setting() {
        OidcTenantConfig config = context.oidcConfig();
        var credentials = config.credentials();
        var jwt = credentials.jwt();
        return new Realms.Setting(
                tenant,
                config.authServerUrl().orElseThrow(),
                config.clientId().orElse("").strip(),
                credentials.secret().isPresent()
                        || credentials.clientSecret().value().isPresent()
                        || credentials.clientSecret().provider().key().isPresent()
                        || jwt.secret().isPresent()
                        || jwt.secretProvider().key().isPresent()
                        || jwt.key().isPresent()
                        || jwt.keyFile().isPresent()
                        || jwt.keyStoreFile().isPresent()
                        || config.introspectionCredentials().secret().isPresent()
                        || config.tls().tlsConfigurationName().isPresent()
                        || config.tls().keyStoreFile().isPresent(),
                config.token().lifespanGrace().isPresent());
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

    /** Once it is known what the realm calls itself, to the letter (OpenID Connect Core, section 3.1.3.7); until then but for a slash. */
    boolean isIssuer(String name) {
        return isReady() ? issuer().equals(name) : withoutSlash(issuer()).equals(withoutSlash(name));
    }

    /** Whether it has said what it calls itself, or its configuration has. */
    boolean knowsIssuer() {
        return isReady() || context.oidcConfig().token().issuer().isPresent();
    }

    private static String withoutSlash(String url) {
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
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

    /** What its Authorization Services grant the user of a token on the resource with a URI. Fails with {@link Undecided}. */
    CompletionStage<Set<String>> scopes(String token, String uri) {
        return isReady() ? authorization.scopes(token, uri) : CompletableFuture.failedFuture(noConnection());
    }

    /** Asks the realm itself. */
    <T> CompletionStage<T> ask(Function<RealmClient, CompletionStage<T>> question) {
        return isReady()
                ? question.apply(new RealmClient(context, PATIENCE))
                : CompletableFuture.failedFuture(noConnection());
    }

    private Undecided noConnection() {
        return new Undecided("no connection to " + issuer() + " yet");
    }

    /**
     * The claims of a token that this realm has signed and that is valid now. Fails with {@link InvalidToken} or
     * {@link Undecided}.
     */
    CompletionStage<JsonObject> verify(String token) {
        return isReady() ? keys.verify(token) : CompletableFuture.failedFuture(noKeys());
    }

    /** What a check of one's own finds with this realm's keys. Fails as {@link #verify}. */
    <T> CompletionStage<T> check(RealmKeys.Check<T> check) {
        return isReady() ? keys.check(check) : CompletableFuture.failedFuture(noKeys());
    }

    private Undecided noKeys() {
        return new Undecided("no keys of " + issuer() + " yet");
    }

    /** Whether it has not told its keys since the start. */
    boolean lacksKeys() {
        return keys.areMissing();
    }

    /** Learns of keys that are new, and of keys that are no longer. */
    CompletionStage<Void> renewKeys() {
        return keys.renew();
    }

    /** The claims of a token, without a check of its signature. */
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
