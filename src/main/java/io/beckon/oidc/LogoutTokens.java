package io.beckon.oidc;

import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/** Logout tokens (OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6), apart from whether they came before. */
final class LogoutTokens {

    /** How old one may be, beside the leeway: so long it has to be remembered. */
    static final Duration LIFE = Duration.ofMinutes(5);

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final AlgorithmConstraints ASYMMETRIC = new AlgorithmConstraints(
            AlgorithmConstraints.ConstraintType.PERMIT,
            AlgorithmIdentifiers.RSA_USING_SHA256,
            AlgorithmIdentifiers.RSA_USING_SHA384,
            AlgorithmIdentifiers.RSA_USING_SHA512,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
            AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
            AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
            AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
            AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512,
            AlgorithmIdentifiers.EDDSA);

    private final Realms realms;
    private final Set<String> clients;

    /** @param clients to which they may be addressed, beside the service's own; empty: to any of the realm */
    LogoutTokens(Realms realms, Set<String> clients) {
        this.realms = realms;
        this.clients = clients;
    }

    /** A valid one. */
    record LogoutToken(Realm realm, JwtClaims claims) {

        String text(String claim) throws MalformedClaimException {
            return claims.getStringClaimValue(claim);
        }
    }

    /** Fails with {@link InvalidToken}, or with {@link Undecided} while the realm, or its keys, are not known. */
    CompletionStage<LogoutToken> verify(String token) {
        try {
            Realm realm = realms.issuerOf(token);
            return realm.check(keys -> verify(token, realm, keys));
        } catch (InvalidToken | Undecided e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private LogoutToken verify(String token, Realm realm, VerificationKeyResolver keys) throws InvalidJwtException {
        try {
            JwtClaims claims = consumer(realm, keys).processToClaims(token);
            check(claims, realm);
            return new LogoutToken(realm, claims);
        } catch (MalformedClaimException e) {
            throw new InvalidToken(e.getClass().getSimpleName());
        }
    }

    /** Keycloak addresses them to the client that the user signed in with, which is rarely the service's own. */
    private JwtConsumer consumer(Realm realm, VerificationKeyResolver keys) {
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(keys)
                .setJwsAlgorithmConstraints(ASYMMETRIC)
                .setExpectedIssuer(realm.issuer())
                .setSkipDefaultAudienceValidation()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setRequireJwtId()
                .setIssuedAtRestrictions(0, (int) LIFE.toSeconds())
                .setAllowedClockSkewInSeconds((int) realms.leeway().toSeconds())
                .build();
    }

    private void check(JwtClaims claims, Realm realm) throws MalformedClaimException {
        if (claims.getAudience().isEmpty()
                || !clients.isEmpty()
                        && claims.getAudience().stream()
                                .noneMatch(client -> clients.contains(client) || client.equals(realm.client()))) {
            throw new InvalidToken("aud");
        }
        if (claims.hasClaim("nonce")) {
            throw new InvalidToken("nonce");
        }
        if (!claims.hasClaim("sid") && !claims.hasClaim("sub")) {
            throw new InvalidToken("neither sid nor sub");
        }
        for (String claim : List.of("jti", "sid", "sub")) {
            if ("".equals(claims.getStringClaimValue(claim))) {
                throw new InvalidToken("an empty " + claim);
            }
        }
        Object events = claims.getClaimValue("events");
        if (!(events instanceof Map<?, ?> map) || !(map.get(EVENT) instanceof Map)) {
            throw new InvalidToken("events");
        }
    }
}
