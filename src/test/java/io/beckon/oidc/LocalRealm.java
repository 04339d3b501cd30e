package io.beckon.oidc;

import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcProvider;
import io.quarkus.oidc.runtime.OidcProviderClientImpl;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.ext.web.client.WebClient;
import java.lang.reflect.Method;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** A realm on the loopback: its keys, its page, and what this node knows of it. It signs whatever one wants. */
final class LocalRealm implements AutoCloseable {

    static final Duration LEEWAY = Duration.ofSeconds(60);
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of the realm, then two that it may get, of which the last has the name of the first. */
    static final RsaJsonWebKey KEY = newKey("first");

    static final RsaJsonWebKey NEXT = newKey("second");
    static final RsaJsonWebKey FORGED = newKey("first");

    private final Vertx vertx = Vertx.vertx();
    private final Queue<HttpServerRequest> held = new ConcurrentLinkedQueue<>();
    private final AtomicInteger askedForKeys = new AtomicInteger();
    private final AtomicInteger askedForPage = new AtomicInteger();
    private final HttpServer server;
    private volatile String keys = set(KEY);
    private volatile String page = "{\"tokens-not-before\":0}";
    private volatile int status = 200;
    private volatile boolean holds;

    LocalRealm() {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static RsaJsonWebKey newKey(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static String set(JsonWebKey... keys) {
        return new JsonWebKeySet(keys).toJson();
    }

    private void handle(HttpServerRequest request) {
        (request.path().endsWith("/certs") ? askedForKeys : askedForPage).incrementAndGet();
        if (holds) {
            held.add(request);
        } else {
            answer(request);
        }
    }

    private void answer(HttpServerRequest request) {
        request.response().setStatusCode(status).end(request.path().endsWith("/certs") ? keys : page);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/realms/beckon";
    }

    /** From now on. */
    void publish(String keySet) {
        keys = keySet;
    }

    void show(String newPage) {
        page = newPage;
    }

    void answerWith(int newStatus) {
        status = newStatus;
    }

    /** Answers nothing until {@link #goOn}. */
    void hold() {
        holds = true;
    }

    void goOn() {
        holds = false;
        vertx.runOnContext(now -> {
            for (HttpServerRequest next = held.poll(); next != null; next = held.poll()) {
                answer(next);
            }
        });
    }

    int askedForKeys() {
        return askedForKeys.get();
    }

    int askedForPage() {
        return askedForPage.get();
    }

    OidcTenantConfig config() {
        return OidcTenantConfig.authServerUrl(url())
                .tenantId("default")
                .clientId("beckon")
                .build();
    }

    JsonObject metadata() {
        return new JsonObject().put("issuer", url()).put("jwks_uri", url() + "/certs");
    }

    /** What this node knows of it, once it has heard of it. */
    TenantConfigContext known() {
        return known(metadata());
    }

    TenantConfigContext known(JsonObject metadata) {
        OidcTenantConfig config = config();
        io.quarkus.oidc.runtime.JsonWebKeySet none = new io.quarkus.oidc.runtime.JsonWebKeySet("{\"keys\":[]}");
        OidcProvider provider = new OidcProvider(client(metadata), config, none, null, List.of());
        return TenantConfigContext.createReady(provider, config).await().atMost(PATIENCE);
    }

    /** What this node knows of a realm that it has not reached, and what comes of an attempt. */
    static TenantConfigContext unknown(OidcTenantConfig config, Supplier<Uni<TenantConfigContext>> connection) {
        return TenantConfigContext.createNotReady(null, config, connection);
    }

    Realm realm() {
        return realm(known());
    }

    /** One that never waits before it asks for keys. */
    static Realm realm(TenantConfigContext known) {
        AtomicInteger seconds = new AtomicInteger();
        return realm(known, () -> Duration.ofSeconds(seconds.incrementAndGet()));
    }

    static Realm realm(TenantConfigContext known, Supplier<Duration> clock) {
        RealmClient client = new RealmClient(known, PATIENCE);
        RealmKeys keys = new RealmKeys(known, client, LEEWAY, () -> clock.get().toNanos(), nanos -> Runnable::run);
        return new Realm(
                "default", known, keys, new AuthorizationServices(known.oidcConfig(), Optional.empty(), PATIENCE));
    }

    private OidcProviderClientImpl client(JsonObject metadata) {
        try {
            Method of = OidcProviderClientImpl.class.getDeclaredMethod(
                    "of",
                    WebClient.class,
                    Vertx.class,
                    OidcConfigurationMetadata.class,
                    OidcTenantConfig.class,
                    Map.class,
                    Map.class);
            of.setAccessible(true);
            WebClient web = WebClient.create(new io.vertx.mutiny.core.Vertx(vertx));
            OidcConfigurationMetadata told = new OidcConfigurationMetadata(metadata);
            return (OidcProviderClientImpl) ((Uni<?>) of.invoke(null, web, vertx, told, config(), Map.of(), Map.of()))
                    .await()
                    .atMost(PATIENCE);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a good access token says, now. */
    JsonObject claims() {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("iss", url())
                .put("aud", "beckon")
                .put("sub", "anna")
                .put("iat", now)
                .put("exp", now + 300);
    }

    /** What a good logout token says, now. */
    JsonObject logoutClaims() {
        return claims().put("aud", "web")
                .put("jti", "id")
                .put("sid", "s1")
                .put(
                        "events",
                        new JsonObject().put("http://schemas.openid.net/event/backchannel-logout", new JsonObject()));
    }

    static String sign(JsonObject claims) {
        return sign(claims, KEY);
    }

    static String sign(JsonObject claims, RsaJsonWebKey key) {
        return sign(claims.encode(), key.getPrivateKey(), key.getKeyId(), "RS256", "logout+jwt");
    }

    static String sign(String payload, PrivateKey key, String keyId, String algorithm, @Nullable String type) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(payload);
            signature.setKey(key);
            signature.setKeyIdHeaderValue(keyId);
            signature.setAlgorithmHeaderValue(algorithm);
            if (type != null) {
                signature.setHeader("typ", type);
            }
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
