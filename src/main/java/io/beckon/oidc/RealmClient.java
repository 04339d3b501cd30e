package io.beckon.oidc;

import io.beckon.identity.Undecided;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.core.MultiMap;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.ext.web.client.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/** Asks a realm something. Every question fails with {@link Undecided} if there is no answer in time. */
record RealmClient(TenantConfigContext context, Duration patience) {

    private static final int OK = 200;

    /** An answer to a question, whatever it is. */
    record Answer(int status, String body) {}

    /** The keys that it signs with now, a JSON Web Key Set. */
    CompletionStage<String> keys() {
        return get(context.getOidcMetadata().getJsonWebKeySetUri()).thenApply(RealmClient::successful);
    }

    /** Before which no token is valid any more; the epoch if the realm does not say. */
    CompletionStage<Instant> notBefore() {
        return get(context.getOidcMetadata().getIssuer())
                .thenApply(answer ->
                        Instant.ofEpochSecond(new JsonObject(successful(answer)).getLong("tokens-not-before", 0L)));
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

    /** What the user of a token may do with a resource, by its URI (User-Managed Access 2.0). */
    CompletionStage<Answer> permissions(String token, String uri) {
        MultiMap form = MultiMap.caseInsensitiveMultiMap()
                .add("grant_type", "urn:ietf:params:oauth:grant-type:uma-ticket")
                .add("audience", context.oidcConfig().clientId().orElseThrow())
                .add("permission", uri)
                .add("permission_resource_format", "uri")
                .add("permission_resource_matching_uri", "true")
                .add("response_mode", "permissions");
        return answer(context.getOidcProviderClient()
                .getWebClient()
                .postAbs(context.getOidcMetadata().getTokenUri())
                .bearerTokenAuthentication(token)
                .sendForm(form));
    }

    private CompletionStage<Answer> get(String uri) {
        return answer(context.getOidcProviderClient().getWebClient().getAbs(uri).send());
    }

    private CompletionStage<Answer> answer(Uni<HttpResponse<Buffer>> request) {
        return request.ifNoItem()
                .after(patience)
                .fail()
                .onItemOrFailure()
                .transform((response, failure) -> {
                    if (failure != null || response.statusCode() >= 500) {
                        throw new Undecided(
                                failure == null ? "answered " + response.statusCode() : String.valueOf(failure));
                    }
                    String body = response.bodyAsString();
                    return new Answer(response.statusCode(), body == null ? "" : body);
                })
                .subscribeAsCompletionStage();
    }

    private static String successful(Answer answer) {
        if (answer.status() != OK) {
            throw new Undecided("answered " + answer.status());
        }
        return answer.body();
    }
}
