package io.beckon.oidc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenClaimsTest {

    private static TokenClaims claims(@Nullable Object value) {
        return new TokenClaims(new JsonObject().put("claim", value));
    }

    /** Neither a text nor a list that has one. */
    static List<@Nullable Object> noText() {
        return Arrays.asList(
                null,
                5,
                -1.5,
                true,
                new JsonObject(),
                new JsonObject().put("claim", "a"),
                new JsonArray(),
                new JsonArray().addNull(),
                JsonArray.of(5),
                JsonArray.of(JsonArray.of("a")));
    }

    @ParameterizedTest
    @MethodSource("noText")
    void whatIsNoTextIsAsIfAbsent(@Nullable Object value) {
        assertNull(claims(value).text("claim"));
        assertEquals("otherwise", claims(value).text("claim", "otherwise"));
        assertEquals(Set.of(), claims(value).texts("claim"));
    }

    @Test
    void whatIsAbsentIsAbsent() {
        assertNull(claims("a").text("Claim"));
        assertEquals("otherwise", claims("a").text("Claim", "otherwise"));
        assertEquals(Set.of(), claims("a").texts("Claim"));
        assertEquals(Set.of(), claims("a").within("Claim").names());
    }

    @Test
    void aTextIsOneAndAListOfOneAsWell() {
        for (Object value : new Object[] {"a", JsonArray.of("a")}) {
            assertEquals("a", claims(value).text("claim"));
            assertEquals("a", claims(value).text("claim", "otherwise"));
            assertEquals(Set.of("a"), claims(value).texts("claim"));
        }
        assertEquals("", claims("").text("claim", "otherwise"), "the empty text is one");
    }

    @Test
    void aListOfSeveralIsNoText() {
        assertNull(claims(JsonArray.of("a", "b")).text("claim"));
        assertNull(claims(JsonArray.of("a", 5)).text("claim"), "whatever the others are");
    }

    @Test
    void ofAListTheTextsCountEachOnce() {
        assertEquals(
                Set.of("a", "b"),
                claims(JsonArray.of("a", 5, "b", true, JsonArray.of("c"), new JsonObject(), "a")
                                .addNull())
                        .texts("claim"));
    }

    @Test
    void aTextIsNotSplit() {
        assertEquals(Set.of("a b"), claims("a b").texts("claim"));
    }

    @Test
    void aClaimWithinAClaimIsFoundAtItsPlaceOnly() {
        TokenClaims nested = claims(new JsonObject().put("b", new JsonObject().put("roles", JsonArray.of("x", "y"))));

        assertEquals(Set.of("x", "y"), nested.within("claim").within("b").texts("roles"));
        assertEquals(Set.of("b"), nested.within("claim").names());
        assertEquals(Set.of(), nested.within("b").texts("roles"));
        assertEquals(Set.of(), nested.within("claim").texts("roles"));
        assertEquals(Set.of(), nested.within("claim.b").texts("roles"), "a name is no path");
    }

    @Test
    void withinWhatIsNoObjectThereIsNothing() {
        for (Object value : Arrays.asList(null, "roles", 5, true, JsonArray.of(new JsonObject().put("roles", "x")))) {
            TokenClaims none = claims(value).within("claim");
            assertEquals(Set.of(), none.names());
            assertEquals(Set.of(), none.within("deeper").texts("roles"));
        }
    }

    @Test
    void namesAreThoseThatAreThereWhateverTheirValue() {
        assertEquals(
                Set.of("a", "b"), new TokenClaims(new JsonObject().putNull("a").put("b", 5)).names());
    }
}
