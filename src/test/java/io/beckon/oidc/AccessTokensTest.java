package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.identity.AccessRule;
import io.beckon.identity.AccessRules;
import io.beckon.identity.Caller;
import io.beckon.identity.InvalidToken;
import io.beckon.identity.NamePattern;
import io.beckon.room.Right;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of the claims of a token that is signed, and of now. */
class AccessTokensTest {

    private static final Duration LEEWAY = Duration.ofSeconds(7);
    private static final Realms.Address REALM = new Realms.Address("default", "https://sso.example", "beckon");
    private static final List<String> OPTIONAL = List.of(
            "typ",
            "azp",
            "name",
            "given_name",
            "preferred_username",
            "email",
            "email_verified",
            "sid",
            "session_state",
            "acr",
            "amr",
            "auth_time",
            "nonce",
            "at_hash",
            "jti",
            "scope",
            "groups",
            "roles",
            "realm_access",
            "resource_access",
            "authorization",
            "custom");

    private static AccessTokens tokens(String... clients) {
        AccessRule staff = new AccessRule(
                List.of(),
                List.of(new NamePattern("host")),
                List.of(new NamePattern("beckon/host")),
                List.of(new NamePattern("/staff")),
                List.of("*"),
                Set.of(Right.HOST),
                List.of());
        return new AccessTokens(
                new Realms(List.of(), LEEWAY),
                client -> new AccessRules(List.of(staff)),
                Set.of(clients),
                false,
                false);
    }

    private static JsonObject claims() {
        return new JsonObject().put("sub", "anna").put("iat", 1000).put("exp", 2000);
    }

    private static Caller caller(JsonObject claims) {
        return tokens().caller(REALM, claims, "token");
    }

    private static boolean isHost(JsonObject claims) {
        return caller(claims).rightsIn("r").contains(Right.HOST);
    }

    static Stream<Arguments> oddlyTyped() {
        List<@Nullable Object> values = Arrays.asList(
                null,
                "",
                "text",
                5,
                -1.5,
                Long.MAX_VALUE,
                true,
                new JsonArray(),
                JsonArray.of(JsonArray.of()),
                JsonArray.of(1, true),
                JsonArray.of("a", "b"),
                new JsonArray().addNull(),
                new JsonObject(),
                new JsonObject().put("roles", 5),
                new JsonObject().put("beckon", "host"),
                new JsonObject().put("beckon", new JsonObject().put("roles", new JsonObject())));
        return OPTIONAL.stream().flatMap(claim -> values.stream().map(value -> Arguments.of(claim, value)));
    }

    @ParameterizedTest
    @MethodSource("oddlyTyped")
    void noClaimThatNeedNotBeThereCondemnsAToken(String claim, @Nullable Object value) {
        if (claim.equals("typ") && (value instanceof String)) {
            return;
        }
        Caller caller = caller(claims().put(claim, value));

        assertEquals("anna", caller.user());
        assertTrue(caller.grants().isEmpty(), "nor gives it a right");
    }

    @Test
    void aListOfOneMayBeWrittenAsThatOne() {
        assertTrue(isHost(claims().put("groups", "/staff")));
        assertTrue(isHost(claims().put("groups", JsonArray.of("/staff"))));
        assertTrue(isHost(claims().put("groups", JsonArray.of(5, "/staff", new JsonObject()))));
        assertTrue(isHost(claims().put("realm_access", new JsonObject().put("roles", "host"))));
        assertTrue(isHost(claims().put(
                        "resource_access", new JsonObject().put("beckon", new JsonObject().put("roles", "host")))));
        assertTrue(!isHost(claims().put("groups", "/staff /others")));
    }

    @Test
    void andTheOtherWayRound() {
        Caller caller = caller(claims().put("name", JsonArray.of("Anna")).put("sid", JsonArray.of("s1")));

        assertEquals("Anna", caller.name());
        assertEquals("s1", caller.signIn());
        assertEquals(
                "anna",
                tokens("web")
                        .caller(REALM, claims().put("azp", JsonArray.of("web")), "t")
                        .user());
    }

    @Test
    void withoutANameItIsTheUserName() {
        assertEquals(
                "anna",
                caller(claims().put("name", 5).put("preferred_username", true)).name());
        assertEquals(
                "a.b",
                caller(claims().put("name", 5).put("preferred_username", "a.b")).name());
        assertNull(caller(claims().put("sid", 5).put("session_state", false)).signIn());
    }

    @Test
    void whoseTokensAreTakenIsToldByAzpAlone() {
        for (Object azp : new Object[] {5, "another", JsonArray.of("web", "another"), new JsonObject()}) {
            JsonObject claims = claims().put("azp", azp);
            assertThrows(InvalidToken.class, () -> tokens("web").caller(REALM, claims, "t"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sub", "exp"})
    void whatHasToBeThereHasToBeWhatItIs(String claim) {
        for (Object value : new Object[] {true, new JsonObject(), JsonArray.of("x")}) {
            JsonObject claims = claims().put(claim, value);
            assertThrows(InvalidToken.class, () -> caller(claims));
        }
    }

    @Test
    void aTokenIsTakenForTheLeewayLongerThanItSays() {
        Caller caller = caller(claims());

        assertEquals(Instant.ofEpochSecond(2000), caller.expiresAt());
        assertEquals(Instant.ofEpochSecond(2000).plus(LEEWAY), caller.goodUntil());
    }
}
