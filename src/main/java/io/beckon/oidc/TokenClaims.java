package io.beckon.oidc;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Claims that a token need not have. Issuers write a list of one as that one, and the other way round; what is of no type that makes
 * sense is as if absent, and never condemns the token.
 */
record TokenClaims(JsonObject json) {

    /** {@code null} where there is none. */
    @Nullable String text(String name) {
        return switch (json.getValue(name)) {
            case String text -> text;
            case JsonArray list when list.size() == 1 && list.getValue(0) instanceof String text -> text;
            case null, default -> null;
        };
    }

    String text(String name, String otherwise) {
        String text = text(name);
        return text == null ? otherwise : text;
    }

    Set<String> texts(String name) {
        return switch (json.getValue(name)) {
            case String text -> Set.of(text);
            case JsonArray list ->
                list.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet());
            case null, default -> Set.of();
        };
    }

    /** The claims within a claim; none where it is no object. */
    TokenClaims within(String name) {
        return new TokenClaims(json.getValue(name) instanceof JsonObject object ? object : new JsonObject());
    }

    Set<String> names() {
        return json.fieldNames();
    }
}
