package io.beckon.wire;

import static io.beckon.wire.HandMadeRealm.base64;
import static io.beckon.wire.HandMadeRealm.header;
import static io.beckon.wire.HandMadeRealm.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Named.named;

import io.beckon.Thorough;
import io.beckon.keycloak.Keycloak;
import io.beckon.keycloak.RealmAdmin;
import io.beckon.keycloak.SharedKeycloak;
import io.beckon.keycloak.Tokens;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a token, the answer is the same and tells nothing, and the log has nothing of the token. */
@Thorough
class BadTokensIT {

    private static final Keycloak keycloak = SharedKeycloak.get();
    private static final HandMadeRealm handMade = new HandMadeRealm();
    private static final HandMadeRealm unknown = new HandMadeRealm();
    private static final Tokens good = keycloak.tokens("beckon", "alice");

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(
            "beckon.limits.bad-tokens-per-minute",
            "0",
            "quarkus.oidc.auth-server-url",
            keycloak.issuer("beckon").toString(),
            "quarkus.oidc.client-id",
            "beckon",
            "quarkus.oidc.hand-made.auth-server-url",
            handMade.issuer(),
            "quarkus.oidc.hand-made.client-id",
            "beckon",
            "beckon.oidc.clients",
            "beckon-web,beckon-test,short-lived",
            "quarkus.log.level",
            "DEBUG");

    static Stream<Named<String>> badTokens() {
        return Stream.of(ofKeycloak(), signedByOthers(), ofAnotherTimeOrPlace(), ofOtherTypes(), garbage())
                .flatMap(tokens -> tokens);
    }

    private static Stream<Named<String>> ofKeycloak() {
        return Stream.of(
                named("an ID token", good.id()),
                named("a refresh token", good.refresh()),
                named(
                        "for another audience",
                        keycloak.tokens("beckon", "elsewhere", "alice", "alice").access()),
                named(
                        "of a realm that is not configured",
                        keycloak.tokens("acme", "alice").access()),
                named("truncated", good.access().substring(0, good.access().length() - 20)),
                named(
                        "without its signature",
                        good.access().substring(0, good.access().lastIndexOf('.') + 1)),
                named(
                        "one character of the signature differs",
                        flipped(good.access(), good.access().length() - 20)),
                named(
                        "one character of the claims differs",
                        flipped(good.access(), good.access().indexOf('.') + 40)),
                named("other claims under the same signature", withClaims(good.access(), promoted())),
                named("twice", good.access() + good.access()),
                named("as three", good.access() + "." + good.access()));
    }

    private static Stream<Named<String>> signedByOthers() {
        byte[] claims = json(promoted());
        var ownKey = HandMadeRealm.newKeys().getPrivate();
        Map<String, Object> brought = new HashMap<>(header("brought"));
        brought.put("jwk", Map.of("kty", "oct", "k", "c2VjcmV0"));
        brought.put("jku", unknown.issuer() + "/certs");
        return Stream.of(
                named("signed by another key under the realm's key id", sign(ownKey, header(good.keyId()), claims)),
                named("signed by another key under a key id of its own", sign(ownKey, header("own"), claims)),
                named("signed by another key without a key id", sign(ownKey, Map.of("alg", "RS256"), claims)),
                named("with a key in its header", sign(ownKey, brought, claims)),
                named("of a realm nobody knows", unknown.token()),
                named(
                        "of another realm's issuer",
                        handMade.token("iss", keycloak.issuer("beckon").toString())),
                named("of no issuer", handMade.token("iss", null)),
                named("alg none", unsigned("none", "")),
                named("alg nOnE", unsigned("nOnE", "")),
                named("alg none with a signature", unsigned("none", "c2lnbmF0dXJl")),
                named("no alg", base64(json(Map.of("kid", good.keyId()))) + "." + base64(claims) + ".c2ln"),
                named(
                        "HS256 with the public key as DER",
                        hmac(claims, Base64.getDecoder().decode(publicKey()))),
                named(
                        "HS256 with the public key as PEM",
                        hmac(claims, pem(64, "\n").getBytes(UTF_8))),
                named(
                        "HS256 with the public key as PEM, no end",
                        hmac(claims, pem(64, "").getBytes(UTF_8))),
                named(
                        "HS256 with the public key as PEM, one line",
                        hmac(claims, pem(9999, "\n").getBytes(UTF_8))),
                named(
                        "HS256 with the public key as text",
                        hmac(claims, publicKey().getBytes(UTF_8))));
    }

    private static Stream<Named<String>> ofAnotherTimeOrPlace() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                named("expired", handMade.token("iat", now - 60, "exp", now - 6)),
                named("not yet valid", handMade.token("nbf", now + 3_600)),
                named("for ever", handMade.token("exp", null)),
                named("for longer than sign-outs are remembered", handMade.token("iat", now, "exp", now + 86_401)),
                named(
                        "for so long, though it does not say when it was made",
                        handMade.token("iat", null, "exp", now + 87_000)),
                named("made in the future", handMade.token("iat", now + 3_600, "exp", now + 3_900)),
                named("for another", handMade.token("aud", "somebody-else")),
                named("for nobody", handMade.token("aud", null)),
                named("of a client that may not", handMade.token("azp", "another-client")),
                named("of no client", handMade.token("azp", null)),
                named("of nobody", handMade.token("sub", null)),
                named("of an empty subject", handMade.token("sub", "")),
                named("of an endless subject", handMade.token("sub", "s".repeat(300))),
                named("an ID token by its type", handMade.token("typ", "ID")),
                named(
                        "a logout token",
                        handMade.token(
                                "typ",
                                "Logout",
                                "jti",
                                "1",
                                "events",
                                Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))),
                named(
                        "a logout token without a type",
                        handMade.token(
                                "typ",
                                null,
                                "exp",
                                null,
                                "events",
                                Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))));
    }

    private static Stream<Named<String>> ofOtherTypes() {
        Object[] values = {5, true, List.of(List.of()), Map.of("a", 1), "2030-01-01"};
        Stream<Named<String>> wrong = Stream.of("exp", "nbf", "iat", "aud")
                .flatMap(claim -> Stream.of(values)
                        .filter(value -> !(isTime(claim) && value.equals(5)) || claim.equals("exp"))
                        .map(value -> named(claim + " is " + value, handMade.token(claim, value))));
        Stream<Named<String>> more = Stream.of(
                named("sub is an object", handMade.token("sub", Map.of("a", "b"))),
                named("exp beyond all time", handMade.token("exp", Long.MAX_VALUE)),
                named("iat beyond all time", handMade.token("iat", Long.MAX_VALUE)));
        return Stream.concat(wrong, more);
    }

    private static Stream<Named<String>> garbage() {
        return Stream.of(
                named("a word", "garbage"),
                named("dots", ".."),
                named("many dots", ".".repeat(1000)),
                named("no base64", "!!.??.**"),
                named("claims are no JSON", handMade.sign(handMade.header(), "not { json".getBytes(UTF_8))),
                named("claims are a list", handMade.sign(handMade.header(), "[]".getBytes(UTF_8))),
                named("claims are null", handMade.sign(handMade.header(), "null".getBytes(UTF_8))),
                named("claims are no UTF-8", handMade.sign(handMade.header(), new byte[] {'{', -1, -2, '}'})),
                named(
                        "claims are deep",
                        handMade.sign(handMade.header(), "{\"a\":".repeat(3000).getBytes(UTF_8))),
                named("the header is no JSON", "bm8." + base64(json(handMade.claims())) + ".c2ln"),
                named("huge", handMade.token("aud", "x".repeat(20_000))),
                named("huge and of the right kind", flipped(handMade.token("more", "x".repeat(20_000)), 15_000)),
                named("huge garbage", "x".repeat(50_000)));
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void isAnsweredAsAllBadTokensAre(String token) {
        HttpAnswer expected = refusal();

        assertEquals(expected, UpgradeRequest.to(server.url()).token(token).answer());
        assertEquals(expected, UpgradeRequest.plain(server.url()).token(token).answer());
        assertEquals(expected, offering(UpgradeRequest.to(server.url()), token).answer());
        assertLogIsSilentAbout(token);
    }

    @Test
    void anExpiredOneIsRefused() {
        RealmAdmin admin = keycloak.admin("beckon");
        admin.copyClient("beckon-test", "short-lived");
        admin.clientAttribute("short-lived", "access.token.lifespan", "2");
        String token =
                keycloak.tokens("beckon", "short-lived", "alice", "alice").access();
        assertEquals(4001, server.connectWith(token).closed());

        assertEquals(refusal(), UpgradeRequest.to(server.url()).token(token).answer());
        assertLogIsSilentAbout(token);
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "preferred_username", "typ", "realm_access", "resource_access", "groups", "sid"})
    void aClaimThatIsNullIsAsIfAbsent(String claim) {
        Map<String, Object> claims = handMade.claims();
        claims.put(claim, null);

        assertEquals(
                101,
                UpgradeRequest.to(server.url())
                        .token(handMade.sign(claims))
                        .answer()
                        .status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "preferred_username",
                "email",
                "sid",
                "session_state",
                "acr",
                "auth_time",
                "nonce",
                "scope",
                "groups",
                "realm_access",
                "resource_access"
            })
    void aClaimThatNeedNotBeThereMayBeOfAnyType(String claim) {
        for (Object value : List.of("one", 5, true, List.of(), List.of(1, Map.of()), Map.of("roles", 1))) {
            assertEquals(
                    101,
                    UpgradeRequest.to(server.url())
                            .token(handMade.token(claim, value))
                            .answer()
                            .status(),
                    () -> claim + " is " + value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "iat"})
    void aTokenMayBeAheadByTheLeeway(String claim) {
        long now = Instant.now().getEpochSecond();
        assertEquals(101, status(handMade.token(claim, now + 4)));
        assertEquals(401, status(handMade.token(claim, now + 120)));
    }

    @Test
    void andItsEndMayBeAsFarBack() {
        long end = Instant.now().getEpochSecond() - 1;
        WireClient late = server.connectWith(handMade.token("iat", end - 60, "exp", end));
        assertEquals(
                Instant.ofEpochSecond(end),
                Instant.parse(late.welcome().path("expiresAt").asText()));
        assertEquals(4001, late.closed());
        assertFalse(Instant.now().isBefore(Instant.ofEpochSecond(end + 5)), "it is good for the leeway longer");
        assertEquals(401, status(handMade.token("iat", end - 60, "exp", end - 10)));
    }

    private static int status(String token) {
        return UpgradeRequest.to(server.url()).token(token).answer().status();
    }

    @Test
    void aGoodOneIsTakenByHeaderAndBySubprotocolAndSaysWhoseItIs() {
        UpgradeRequest header = UpgradeRequest.to(server.url()).token(good.access());
        UpgradeRequest plain = UpgradeRequest.plain(server.url()).token(good.access());
        assertEquals(101, header.answer().status());
        assertEquals(426, plain.answer().status());
        assertEquals(
                101,
                offering(UpgradeRequest.to(server.url()), good.access())
                        .answer()
                        .status());
        assertEquals(
                101,
                UpgradeRequest.to(server.url()).token(handMade.token()).answer().status());

        WireClient alice = server.connectWith(good.access());
        assertEquals(good.subject(), alice.welcome().path("user").path("id").asText());
        assertEquals("Alice Ames", alice.welcome().path("user").path("name").asText());
        assertEquals(
                Instant.ofEpochSecond(good.claims().path("exp").asLong()),
                Instant.parse(alice.welcome().path("expiresAt").asText()));
        assertLogIsSilentAbout(good.access());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YWxpY2U6YWxpY2U=", "Negotiate"})
    void withoutOneItIsAskedFor(String authorization) {
        HttpAnswer answer = UpgradeRequest.to(server.url())
                .header("Authorization", authorization)
                .answer();

        assertEquals(401, answer.status());
        assertEquals(Optional.of("Bearer"), answer.header("WWW-Authenticate"));
        assertEquals(refusal().body(), answer.body());
    }

    /** The answer that all are compared with. */
    private static HttpAnswer refusal() {
        HttpAnswer answer = UpgradeRequest.to(server.url()).token("bad").answer();
        assertEquals(401, answer.status());
        assertEquals(Optional.of("Bearer error=\"invalid_token\""), answer.header("WWW-Authenticate"));
        return answer;
    }

    private static UpgradeRequest offering(UpgradeRequest request, String token) {
        return request.subprotocols("signaling.v1.json", "quarkus-http-upgrade#Authorization#Bearer%20" + token);
    }

    /** Neither of the parts that say something, nor of what happened to it. */
    private static void assertLogIsSilentAbout(String token) {
        String log = server.process().log();
        for (String part : token.split("\\.")) {
            if (part.length() > 16) {
                String piece = part.substring(part.length() - 16);
                assertFalse(log.contains(piece), () -> "the log has a part of the token");
            }
        }
        assertFalse(log.contains("\tat io."), () -> "a stack trace: " + log.substring(log.indexOf("\tat io.") - 2000));
        assertFalse(log.contains(" ERROR "), "an error");
    }

    private static boolean isTime(String claim) {
        return List.of("exp", "nbf", "iat").contains(claim);
    }

    /** What somebody would like to be. */
    private static Map<String, Object> promoted() {
        return handMade.claims(
                "iss", keycloak.issuer("beckon").toString(), "realm_access", Map.of("roles", List.of("administer")));
    }

    private static String flipped(String token, int index) {
        char other = token.charAt(index) == 'A' ? 'B' : 'A';
        return token.substring(0, index) + other + token.substring(index + 1);
    }

    private static String withClaims(String token, Map<String, Object> claims) {
        String[] parts = token.split("\\.");
        return parts[0] + "." + base64(json(claims)) + "." + parts[2];
    }

    private static String unsigned(String algorithm, String signature) {
        return base64(json(Map.of("alg", algorithm, "typ", "JWT"))) + "." + base64(json(promoted())) + "." + signature;
    }

    private static String sign(java.security.PrivateKey key, Map<String, Object> header, byte[] claims) {
        return HandMadeRealm.sign(key, header, claims);
    }

    private static String publicKey() {
        return keycloak.publicKey("beckon");
    }

    private static String pem(int width, String end) {
        String lines = publicKey().replaceAll("(.{" + width + "})(?!$)", "$1\n");
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----" + end;
    }

    private static String hmac(byte[] claims, byte[] key) {
        String signed = base64(json(Map.of("alg", "HS256", "typ", "JWT", "kid", good.keyId()))) + "." + base64(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
