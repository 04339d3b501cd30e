package io.beckon.oidc;

import io.beckon.identity.Undecided;
import io.quarkus.keycloak.pep.runtime.HttpClientBuilder;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.client.AuthorizationDeniedException;
import org.keycloak.authorization.client.AuthzClient;
import org.keycloak.authorization.client.Configuration;
import org.keycloak.authorization.client.util.HttpResponseException;
import org.keycloak.representations.idm.authorization.AuthorizationRequest;
import org.keycloak.representations.idm.authorization.Permission;

/**
 * What a realm's Authorization Services grant, by Keycloak's own client, with the address and the TLS of the realm's
 * {@code quarkus.oidc} properties. That client blocks: every question has a virtual thread, only so many are asked at once as there
 * are connections, and a question that has waited for too long fails. Safe for use by several threads.
 */
final class AuthorizationServices {

    private static final int CONNECTIONS = 20;
    private static final String REALMS = "/realms/";

    private static final System.Logger LOG = System.getLogger(AuthorizationServices.class.getName());

    private static final int BAD_REQUEST = 400;

    /** 401 says that the token is void, 403 that everything is denied. */
    private static final Set<Integer> NOTHING_GRANTED = Set.of(401, 403);

    /** What 400 says where nobody knows the resource or the scope: anything else is a set-up that is wrong. */
    private static final Set<String> UNKNOWN = Set.of("invalid_resource", "invalid_scope");

    private static final long COMPLAINT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final OidcTenantConfig config;
    private final Optional<TlsConfiguration> tls;
    private final Duration patience;
    private final Semaphore connections = new Semaphore(CONNECTIONS);
    private final ReentrantLock making = new ReentrantLock();
    private final AtomicLong complainedAt = new AtomicLong(System.nanoTime() - COMPLAINT_NANOS);
    private volatile @Nullable AuthzClient client;

    /** @param patience for one question, in all that it takes */
    AuthorizationServices(OidcTenantConfig config, Optional<TlsConfiguration> tls, Duration patience) {
        this.config = config;
        this.tls = tls;
        this.patience = patience;
    }

    /**
     * The scopes that the user of a token is granted on the resource with a URI (User-Managed Access 2.0); none if everything is
     * denied. Fails with {@link Undecided} if there is no answer in time.
     */
    CompletionStage<Set<String>> scopes(String token, String uri) {
        CompletableFuture<Set<String>> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("authorization of " + uri).start(() -> answer(answer, token, uri));
        return answer.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            throw cause instanceof TimeoutException
                    ? new Undecided("authorization: no answer within " + patience)
                    : new Undecided("authorization: " + cause);
        });
    }

    private void answer(CompletableFuture<Set<String>> answer, String token, String uri) {
        connections.acquireUninterruptibly();
        try {
            if (!answer.isDone()) {
                answer.complete(ask(token, uri));
            }
        } catch (AuthorizationDeniedException e) {
            answer.complete(Set.of());
        } catch (RuntimeException e) {
            if (e.getCause() instanceof HttpResponseException response) {
                refused(answer, response);
            } else {
                answer.completeExceptionally(e);
            }
        } finally {
            connections.release();
        }
    }

    private void refused(CompletableFuture<Set<String>> answer, HttpResponseException response) {
        JsonObject said = said(response);
        if (NOTHING_GRANTED.contains(response.getStatusCode())
                || response.getStatusCode() == BAD_REQUEST && UNKNOWN.contains(text(said, "error"))) {
            answer.complete(Set.of());
            return;
        }
        String why = "Keycloak answers " + response.getStatusCode() + ", " + text(said, "error") + ": "
                + text(said, "error_description");
        long now = System.nanoTime();
        long last = complainedAt.get();
        if (response.getStatusCode() == BAD_REQUEST
                && now - last >= COMPLAINT_NANOS
                && complainedAt.compareAndSet(last, now)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Nobody can be let into a room: asked what a user may do there, as client "
                            + config.clientId().orElse("?") + ", " + why
                            + ". Are the Authorization Services of that client on?");
        }
        answer.completeExceptionally(new IllegalStateException(why));
    }

    private static JsonObject said(HttpResponseException response) {
        byte[] body = response.getBytes();
        try {
            return body == null ? new JsonObject() : new JsonObject(Buffer.buffer(body));
        } catch (DecodeException e) {
            return new JsonObject();
        }
    }

    private static String text(JsonObject said, String field) {
        return said.getValue(field) instanceof String text ? text : "";
    }

    private Set<String> ask(String token, String uri) {
        AuthorizationRequest.Metadata metadata = new AuthorizationRequest.Metadata();
        metadata.setPermissionResourceFormat("uri");
        metadata.setPermissionResourceMatchingUri(true);
        AuthorizationRequest request = new AuthorizationRequest();
        request.addPermission(uri);
        request.setMetadata(metadata);
        List<Permission> permissions = client().authorization(token).getPermissions(request);
        Set<String> scopes = new HashSet<>();
        for (Permission permission : permissions) {
            if (permission.getScopes() != null) {
                scopes.addAll(permission.getScopes());
            }
        }
        return scopes;
    }

    /** Made when it is needed, since it asks the realm for its configuration; if that fails, the next question tries again. */
    private AuthzClient client() {
        AuthzClient made = client;
        if (made == null) {
            making.lock();
            try {
                made = client;
                if (made == null) {
                    made = AuthzClient.create(configuration());
                    client = made;
                }
            } finally {
                making.unlock();
            }
        }
        return made;
    }

    private Configuration configuration() {
        String server = config.authServerUrl().orElseThrow();
        int realms = server.lastIndexOf(REALMS);
        Configuration configuration = new Configuration();
        configuration.setAuthServerUrl(server.substring(0, realms));
        configuration.setRealm(server.substring(realms + REALMS.length()).replaceAll("/+$", ""));
        configuration.setResource(config.clientId().orElseThrow());
        configuration.setConnectionPoolSize(CONNECTIONS);
        configuration.setConnectionTimeout(patience.toMillis());
        configuration.setSocketTimeout(patience.toMillis());
        configuration.setAllowAnyHostname(tls.flatMap(TlsConfiguration::getHostnameVerificationAlgorithm)
                .filter("NONE"::equals)
                .isPresent());
        configuration.setHttpClient(new HttpClientBuilder()
                .sslContext(tls.map(AuthorizationServices::context).orElse(null))
                .build(configuration));
        return configuration;
    }

    private static SSLContext context(TlsConfiguration tls) {
        try {
            return tls.createSSLContext();
        } catch (Exception e) {
            throw new IllegalStateException("the TLS configuration " + tls.getName() + " cannot be used", e);
        }
    }
}
