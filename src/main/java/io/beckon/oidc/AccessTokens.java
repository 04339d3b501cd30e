package io.beckon.oidc;

import io.beckon.identity.AccessRules;
import io.beckon.identity.AccessToken;
import io.beckon.identity.Caller;
import io.beckon.identity.Claims;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.TokenVerifier;
import io.beckon.identity.Undecided;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
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
    private final Duration leeway;
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
        this.leeway = realms.leeway();
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
        return caller(new Realms.Address(realm.tenant(), realm.issuer(), realm.client()), claims, token);
    }

    /** @param claims of a token that the realm has signed and that is for this service, now */
    Caller caller(Realms.Address realm, JsonObject claims, String token) {
        TokenClaims optional = new TokenClaims(claims);
        checkPurpose(optional);
        try {
            if (!(claims.getValue("sub") instanceof String user) || user.isEmpty() || user.length() > MAX_NAME) {
                throw new InvalidToken("sub");
            }
            String username = optional.text("preferred_username", user);
            Claims known = new Claims(
                    realm.tenant(),
                    user,
                    username,
                    optional.within("realm_access").texts("roles"),
                    clientRoles(optional.within("resource_access")),
                    optional.texts("groups"));
            AccessRules given = rules.apply(realm.client());
            Instant end = Instant.ofEpochSecond(claims.getLong("exp"));
            return new Caller(
                    realm.tenant(),
                    realm.issuer(),
                    user,
                    presentable(optional.text("name", username)),
                    signIn(optional),
                    given.grants(known),
                    given.callees(known),
                    Instant.ofEpochSecond(claims.getLong("iat", 0L)),
                    end,
                    end.plus(leeway),
                    keepsToken ? new AccessToken(token) : null);
        } catch (ClassCastException | DateTimeException e) {
            throw new InvalidToken("a claim that is not what it should be");
        }
    }

    /** An ID token, or one of another client, is not for this. */
    private void checkPurpose(TokenClaims claims) {
        if (!claims.text("typ", "Bearer").equals("Bearer")) {
            throw new InvalidToken("typ");
        }
        if (!clients.isEmpty() && !clients.contains(claims.text("azp", ""))) {
            throw new InvalidToken("azp");
        }
    }

    private static @Nullable String signIn(TokenClaims claims) {
        String sid = claims.text("sid");
        return sid == null ? claims.text("session_state") : sid;
    }

    private static Set<String> clientRoles(TokenClaims clients) {
        Set<String> all = new HashSet<>();
        for (String client : clients.names()) {
            clients.within(client).texts("roles").forEach(role -> all.add(client + "/" + role));
        }
        return all;
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
