package io.beckon.development;

import io.beckon.identity.Caller;
import io.beckon.identity.Grant;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.NamePattern;
import io.beckon.identity.TokenVerifier;
import io.beckon.room.Right;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.spec.SecretKeySpec;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.lang.JoseException;

/** Signs and checks JWTs (RFC 7519). They expire without leeway: the clock that ends them is of the machine that made them. */
public final class DevelopmentTokens implements TokenVerifier {

    private static final String ISSUER = "urn:beckon:development";
    private static final String ROLES = "roles";
    /** Maximum number of valid tokens that are remembered, and the maximum length of such a token. */
    static final int REMEMBERED = 1000;

    static final int LONGEST_REMEMBERED = 2048;

    private final SecretKeySpec key;
    private final JwtConsumer consumer;
    /** Tokens that were valid when last seen: when everybody comes back at once, each is checked once. */
    private final Map<String, Caller> remembered = new ConcurrentHashMap<>();

    /** @param secret 32 bytes; nodes with the same take each other's tokens */
    public DevelopmentTokens(byte[] secret) {
        key = new SecretKeySpec(secret, "HmacSHA256");
        consumer = new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256)
                .setExpectedIssuer(ISSUER)
                .setRequireSubject()
                .setRequireExpirationTime()
                .build();
    }

    String issue(String user, String name, Set<Right> rights, long ttlSeconds) {
        NumericDate expiry = NumericDate.now();
        expiry.addSeconds(ttlSeconds);
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(ISSUER);
        claims.setSubject(user);
        claims.setStringClaim("name", name);
        claims.setStringListClaim(ROLES, rights.stream().map(Right::wireName).toList());
        claims.setIssuedAtToNow();
        claims.setExpirationTime(expiry);
        claims.setGeneratedJwtId();
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key);
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("HMAC-SHA-256 is part of every Java", e);
        }
    }

    @Override
    public CompletionStage<Caller> verify(String token) {
        Caller known = remembered.get(token);
        if (known != null && known.expiresAt().isAfter(Instant.now())) {
            return CompletableFuture.completedFuture(known);
        }
        try {
            Caller caller = caller(consumer.processToClaims(token));
            if (remembered.size() >= REMEMBERED) {
                remembered.clear();
            }
            if (token.length() <= LONGEST_REMEMBERED) {
                remembered.put(token, caller);
            }
            return CompletableFuture.completedFuture(caller);
        } catch (InvalidJwtException | MalformedClaimException e) {
            return CompletableFuture.failedFuture(new InvalidToken(e.getClass().getSimpleName()));
        }
    }

    int remembered() {
        return remembered.size();
    }

    private static Caller caller(JwtClaims claims) throws MalformedClaimException {
        EnumSet<Right> rights = EnumSet.of(Right.JOIN, Right.PUBLISH);
        List<String> roles = claims.getStringListClaimValue(ROLES);
        for (Right right : Right.values()) {
            if (roles.contains(right.wireName())) {
                rights.add(right);
            }
        }
        Instant end = Instant.ofEpochSecond(claims.getExpirationTime().getValue());
        return new Caller(
                Caller.DEFAULT_TENANT,
                claims.getIssuer(),
                claims.getSubject(),
                claims.getStringClaimValue("name"),
                null,
                List.of(Grant.everywhere(rights)),
                List.of(NamePattern.ANY),
                Instant.ofEpochSecond(claims.getIssuedAt().getValue()),
                end,
                end,
                null);
    }
}
