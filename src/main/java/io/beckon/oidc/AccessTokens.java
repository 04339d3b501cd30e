package io.beckon.oidc;

import io.beckon.identity.AccessRules;
import io.beckon.identity.AccessToken;
import io.beckon.identity.Caller;
import io.beckon.identity.Claims;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.identity.Undecided;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Access tokens of the realms (RFC 9068, as far as Keycloak keeps to it): signed by a known realm with a key of its own, for this
 * service, of a client that may ask for its users, and neither too old nor too new.
 */
public final class AccessTokens implements TokenVerifier {

    private static final int MAX_NAME = 255;

    private final Realms realms;
    private final Function<String, AccessRules> rules;
    private final Set<String> clients;
    private final boolean asks;
    private final boolean keepsToken;

    /**
     * @param rules by the service's client in a realm
     * @param clients whose tokens are taken; empty: any of the realm
     * @param asks whether realms are asked if they still stand by a token, when something hangs on it
     * @param keepsToken whether others need the token itself
     */
    public AccessTokens(
            Realms realms, Function<String, AccessRules> rules, Set<String> clients, boolean asks, boolean keepsToken) {
        this.realms = realms;
        this.rules = rules;
        this.clients = clients;
        this.asks = asks;
        this.keepsToken = keepsToken || asks;
    }

    @Override
    public CompletionStage<Caller> verify(String token) {
        try {
            Realm realm = realms.issuerOf(token);
            return realm.verify(token).thenApply(claims -> caller(realm, claims, token));
        } catch (InvalidToken | Undecided e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletionStage<Void> reaffirm(Caller caller) {
        AccessToken token = caller.token();
        if (!asks || token == null) {
            return CompletableFuture.completedFuture(null);
        }
        return realms.issuerOf(token.value())
                .ask(realm -> realm.isActive(token.value()))
                .thenAccept(active -> {
                    if (!active) {
                        throw new InvalidToken("no longer active");
                    }
                });
    }

    private Caller caller(Realm realm, JsonObject claims, String token) {
        try {
            checkPurpose(claims);
            String user = claims.getString("sub");
            String username = text(claims, "preferred_username", user);
            if (user.isEmpty() || user.length() > MAX_NAME) {
                throw new InvalidToken("sub");
            }
            Claims known = new Claims(
                    realm.tenant(), user, username, roles(claims, "realm_access"), clientRoles(claims), groups(claims));
            AccessRules given = rules.apply(realm.client());
            return new Caller(
                    realm.tenant(),
                    realm.issuer(),
                    user,
                    presentable(text(claims, "name", username)),
                    signIn(claims),
                    given.grants(known),
                    given.callees(known),
                    Instant.ofEpochSecond(claims.getLong("iat", 0L)),
                    Instant.ofEpochSecond(claims.getLong("exp")),
                    keepsToken ? new AccessToken(token) : null);
        } catch (ClassCastException | DateTimeException e) {
            throw new InvalidToken("a claim that is not what it should be");
        }
    }

    /** An ID token, or one of another client, is not for this. */
    private void checkPurpose(JsonObject claims) {
        if (!text(claims, "typ", "Bearer").equals("Bearer")) {
            throw new InvalidToken("typ");
        }
        if (!clients.isEmpty() && !clients.contains(text(claims, "azp", ""))) {
            throw new InvalidToken("azp");
        }
    }

    private static @Nullable String signIn(JsonObject claims) {
        String sid = claims.getString("sid");
        return sid == null ? claims.getString("session_state") : sid;
    }

    private static Set<String> roles(JsonObject claims, String field) {
        return strings(object(claims, field).getJsonArray("roles"));
    }

    private static Set<String> clientRoles(JsonObject claims) {
        Set<String> all = new HashSet<>();
        JsonObject clients = object(claims, "resource_access");
        for (String client : clients.fieldNames()) {
            roles(clients, client).forEach(role -> all.add(client + "/" + role));
        }
        return all;
    }

    private static Set<String> groups(JsonObject claims) {
        return strings(claims.getJsonArray("groups"));
    }

    private static Set<String> strings(@Nullable JsonArray array) {
        return array == null
                ? Set.of()
                : array.stream()
                        .filter(Objects::nonNull)
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** A claim that is {@code null} is as if absent. */
    private static String text(JsonObject claims, String name, String otherwise) {
        String text = claims.getString(name);
        return text == null ? otherwise : text;
    }

    private static JsonObject object(JsonObject claims, String name) {
        JsonObject object = claims.getJsonObject(name);
        return object == null ? new JsonObject() : object;
    }

    private static boolean isBidiControl(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    /** Without what would confuse those who read it. */
    private static String presentable(String name) {
        return name.codePoints()
                .filter(c -> !Character.isISOControl(c) && !isBidiControl(c))
                .limit(MAX_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
