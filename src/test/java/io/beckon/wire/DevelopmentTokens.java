package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** Access tokens of the development identity. */
public final class DevelopmentTokens {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private DevelopmentTokens() {}

    public static String issue(URI server, User user) {
        try {
            String body = JSON.writeValueAsString(Map.of(
                    "user", user.id(), "name", user.name(), "roles", user.roles(), "ttlSeconds", user.ttlSeconds()));
            HttpResponse<String> response = post(server, "application/json", body);
            assertEquals(200, response.statusCode(), response::body);
            JsonNode answer = JSON.readTree(response.body());
            assertEquals("Bearer", answer.path("token_type").asText());
            assertEquals(user.ttlSeconds(), answer.path("expires_in").intValue());
            return answer.path("access_token").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HttpResponse<String> post(URI server, String contentType, String body) {
        HttpRequest request = HttpRequest.newBuilder(server.resolve("/development/token"))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return send(request);
    }

    static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
