package io.beckon.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Base64;

/** What Keycloak's token endpoint has given to a client for a user. */
public record Tokens(String access, String refresh, String id, Duration life) {

    static Tokens of(JsonNode answer) {
        return new Tokens(
                answer.path("access_token").asText(),
                answer.path("refresh_token").asText(),
                answer.path("id_token").asText(),
                Duration.ofSeconds(answer.path("expires_in").asLong()));
    }

    /** Of the access token. */
    public JsonNode claims() {
        return part(1);
    }

    public String subject() {
        return claims().path("sub").asText();
    }

    /** The session in Keycloak. */
    public String sid() {
        return claims().path("sid").asText();
    }

    public String client() {
        return claims().path("azp").asText();
    }

    /** The key that has signed the access token. */
    public String keyId() {
        return part(0).path("kid").asText();
    }

    @Override
    public String toString() {
        return "Tokens[…]";
    }

    private JsonNode part(int index) {
        try {
            return KeycloakHttp.JSON.readTree(Base64.getUrlDecoder().decode(access.split("\\.")[index]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
