package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Named.named;

import io.beckon.identity.InvalidToken;
import io.beckon.identity.Undecided;
import io.beckon.oidc.LogoutTokens.LogoutToken;
import io.quarkus.oidc.OidcTenantConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Back-Channel Logout 1.0, sections 2.4 and 2.6. */
class LogoutTokensTest {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final long LEEWAY = LocalRealm.LEEWAY.toSeconds();
    /** For the time that a test takes. */
    private static final long MARGIN = 25;

    private static LocalRealm server;
    private static Realm realm;

    @BeforeAll
    static void start() {
        server = new LocalRealm();
        realm = server.realm();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static LogoutToken verify(String token, String... clients) throws Exception {
        Realms realms = new Realms(List.of(realm), LocalRealm.LEEWAY);
        return new LogoutTokens(realms, Set.of(clients))
                .verify(token)
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private static LogoutToken verify(JsonObject claims, String... clients) throws Exception {
        return verify(LocalRealm.sign(claims), clients);
    }

    private static String refused(String token, String... clients) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> verify(token, clients));
        return String.valueOf(
                assertInstanceOf(InvalidToken.class, failure.getCause()).getMessage());
    }

    private static String refused(JsonObject claims, String... clients) {
        return refused(LocalRealm.sign(claims), clients);
    }

    private static JsonObject good() {
        return server.logoutClaims();
    }

    private static long now() {
        return Instant.now().getEpochSecond();
    }

    @Test
    void aGoodOneSaysWhoHasGone() throws Exception {
        LogoutToken token = verify(good());

        assertSame(realm, token.realm());
        assertEquals("s1", token.text("sid"));
        assertEquals("anna", token.text("sub"));
        assertEquals("id", token.text("jti"));
    }

    static Stream<Named<UnaryOperator<JsonObject>>> alsoGood() {
        return Stream.of(
                named("without a session", claims -> without(claims, "sid")),
                named("without a user", claims -> without(claims, "sub")),
                named("of further events", claims -> {
                    claims.getJsonObject("events").put("urn:x", "y");
                    return claims;
                }),
                named(
                        "of an event that says more",
                        claims -> claims.put("events", new JsonObject().put(EVENT, new JsonObject().put("a", 1)))),
                named("for several", claims -> claims.put("aud", JsonArray.of("web", "other"))));
    }

    private static JsonObject without(JsonObject claims, String claim) {
        claims.remove(claim);
        return claims;
    }

    @ParameterizedTest
    @MethodSource("alsoGood")
    void whatNeedNotBeThereMayBeMissing(UnaryOperator<JsonObject> change) throws Exception {
        assertSame(realm, verify(change.apply(good())).realm());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"logout+jwt", "JWT"})
    void itsTypeIsNotAskedFor(String type) throws Exception {
        String token = LocalRealm.sign(
                good().encode(), LocalRealm.KEY.getPrivateKey(), LocalRealm.KEY.getKeyId(), "RS256", type);

        assertSame(realm, verify(token).realm());
    }

    static Stream<Named<Object>> noEvents() {
        return Stream.of(
                named("a text", EVENT),
                named("a list", JsonArray.of(EVENT)),
                named("none", new JsonObject()),
                named("another", new JsonObject().put(EVENT + "s", new JsonObject())),
                named("in capitals", new JsonObject().put(EVENT.toUpperCase(Locale.ROOT), new JsonObject())),
                named("that is a text", new JsonObject().put(EVENT, "yes")),
                named("that is true", new JsonObject().put(EVENT, true)),
                named("that is null", new JsonObject().putNull(EVENT)),
                named("that is a list", new JsonObject().put(EVENT, new JsonArray())));
    }

    @ParameterizedTest
    @MethodSource("noEvents")
    void itHasToSayThatItIsOne(Object events) {
        assertEquals("events", refused(good().put("events", events)));
    }

    @Test
    void soAnAccessTokenIsNone() {
        assertEquals("events", refused(without(good(), "events")));
    }

    @Test
    void norIsAnIdToken() {
        assertEquals("nonce", refused(good().put("nonce", "n")));
        assertEquals("nonce", refused(good().put("nonce", "")));
        assertEquals("nonce", refused(good().put("nonce", false)));
    }

    @Test
    void somebodyHasToHaveGone() {
        assertEquals("neither sid nor sub", refused(without(without(good(), "sid"), "sub")));
        assertEquals("neither sid nor sub", refused(good().putNull("sid").putNull("sub")));
        assertEquals("an empty sid", refused(good().put("sid", "")));
        assertEquals("an empty sub", refused(good().put("sub", "")));
        assertEquals("an empty jti", refused(good().put("jti", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sid", "sub", "jti", "iat", "exp"})
    void whatIsSaidHasToBeOfItsType(String claim) {
        for (Object value : new Object[] {true, new JsonObject(), JsonArray.of("s1", "s2")}) {
            refused(good().put(claim, value));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"iat", "exp", "jti", "iss"})
    void whatHasToBeThereMayNotBeMissing(String claim) {
        refused(without(good(), claim));
        refused(good().putNull(claim));
    }

    @Test
    void itEndsWhenItSaysButForTheLeeway() throws Exception {
        verify(good().put("iat", now() - 100).put("exp", now() - LEEWAY + MARGIN));
        refused(good().put("iat", now() - 100).put("exp", now() - LEEWAY - 1));
    }

    @Test
    void itMayNotBeOlderThanItIsRemembered() throws Exception {
        long oldest = LogoutTokens.LIFE.toSeconds() + LEEWAY;

        verify(good().put("iat", now() - oldest + MARGIN));
        refused(good().put("iat", now() - oldest - 1));
    }

    @Test
    void norBeMadeInTheFuture() throws Exception {
        verify(good().put("iat", now() + LEEWAY - MARGIN));
        refused(good().put("iat", now() + LEEWAY + MARGIN));
    }

    @Test
    void norBeGoodOnlyLater() throws Exception {
        verify(good().put("nbf", now() + LEEWAY - MARGIN));
        refused(good().put("nbf", now() + LEEWAY + MARGIN));
    }

    @Test
    void ofNamedClientsItIsForOneOfThemOrTheService() throws Exception {
        verify(good(), "web", "phone");
        verify(good().put("aud", JsonArray.of("other", "phone")), "web", "phone");
        verify(good().put("aud", "beckon"), "web");

        assertEquals("aud", refused(good(), "phone"));
        assertEquals("aud", refused(good().put("aud", new JsonArray()), "web"));
        assertEquals("aud", refused(without(good(), "aud"), "web"));
        refused(good().put("aud", 5), "web");
    }

    @Test
    void whereNoneIsNamedItIsForAnyOfTheRealm() throws Exception {
        verify(good().put("aud", "whoever"));
    }

    @Test
    void itIsForSomebody() {
        assertEquals("aud", refused(without(good(), "aud")));
        assertEquals("aud", refused(good().put("aud", new JsonArray())));
    }

    @Test
    void itIsOfAKnownIssuerToTheLetter() {
        for (Object issuer : new Object[] {"http://elsewhere.example", server.url() + "/", "", 5, true}) {
            assertEquals("of an unknown issuer", refused(good().put("iss", issuer)));
        }
    }

    @Test
    void whatAnotherKeyHasSignedIsRefused() {
        refused(LocalRealm.sign(good(), LocalRealm.FORGED));
        refused(LocalRealm.sign(good(), LocalRealm.NEXT));
    }

    @Test
    void whatWasChangedAfterwardsIsRefused() {
        String[] parts = LocalRealm.sign(good()).split("\\.");
        refused(parts[0] + "." + base64(good().put("sub", "berta").encode()) + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE"})
    void whatIsNotSignedIsRefused(String algorithm) {
        for (JsonObject header : List.of(
                new JsonObject().put("alg", algorithm),
                new JsonObject().put("alg", algorithm).put("kid", LocalRealm.KEY.getKeyId()))) {
            String unsigned = base64(header.encode()) + "." + base64(good().encode()) + ".";
            refused(unsigned);
            refused(unsigned + "AAAA");
        }
    }

    /** RFC 8725, section 2.1: the public key is no secret. */
    @Test
    void thePublicKeyIsNoSecretToSignWith() throws Exception {
        byte[] secret = LocalRealm.KEY.getRsaPublicKey().getEncoded();
        String signed = base64(new JsonObject()
                        .put("alg", "HS256")
                        .put("kid", LocalRealm.KEY.getKeyId())
                        .encode())
                + "." + base64(good().encode());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));

        refused(signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS512"})
    void whateverTheRealmSignsWithWillDo(String algorithm) throws Exception {
        // As a realm publishes it that leaves the algorithm open.
        assertSame(
                realm,
                verify(LocalRealm.sign(
                                good().encode(),
                                LocalRealm.KEY.getPrivateKey(),
                                LocalRealm.KEY.getKeyId(),
                                algorithm,
                                "logout+jwt"))
                        .realm());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c.d", "..", "a.%.c", "a.bnVsbA.c", "a.W10.c", "a.NQ.c", "a.e30.c"})
    void whatIsNoTokenIsRefused(String text) {
        refused(text);
    }

    @Test
    void whileThereAreNoKeysNobodyKnows() {
        try (LocalRealm silent = new LocalRealm()) {
            silent.answerWith(500);
            assertUndecided(silent.realm(), silent.logoutClaims());
        }
    }

    /** The realm is not to think that its sign-out was no good. */
    @Test
    void norWhileTheRealmHasNotSaidWhatItCallsItself() {
        Realm unreached = LocalRealm.realm(LocalRealm.unknown(
                OidcTenantConfig.authServerUrl("http://keycloak:8080/realms/staff")
                        .tenantId("a")
                        .clientId("beckon")
                        .build(),
                () -> Uni.createFrom().failure(new IllegalStateException("for this test"))));
        assertUndecided(unreached, good());
    }

    private static void assertUndecided(Realm realm, JsonObject claims) {
        Realms realms = new Realms(List.of(realm), LocalRealm.LEEWAY);
        String token = LocalRealm.sign(claims);
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> new LogoutTokens(realms, Set.of())
                        .verify(token)
                        .toCompletableFuture()
                        .get(30, TimeUnit.SECONDS));

        assertInstanceOf(Undecided.class, failure.getCause());
    }
}
