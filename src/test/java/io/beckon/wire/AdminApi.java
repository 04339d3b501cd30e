package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The administrators' API of a node, as somebody asks it. */
record AdminApi(URI server, String token) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static AdminApi of(ServerUnderTest server) {
        return of(server, User.with("administer"));
    }

    static AdminApi of(ServerUnderTest server, User user) {
        return new AdminApi(server.url(), server.token(user));
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + "/v1/admin" + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> get(String path) {
        return DevelopmentTokens.send(request(path).build());
    }

    JsonNode read(String path) {
        HttpResponse<String> answer = get(path);
        assertEquals(200, answer.statusCode(), answer::body);
        return json(answer);
    }

    HttpResponse<String> post(String path, String body) {
        return DevelopmentTokens.send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> post(String path, Map<String, ?> body) {
        try {
            return post(path, JSON.writeValueAsString(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of a list, page by page. */
    List<JsonNode> all(String path, String member, int limit) {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = read(path + (path.contains("?") ? "&" : "?") + "limit=" + limit + after);
            page.path(member).forEach(all::add);
            after = page.has("next") ? "&after=" + segment(page.path("next").asText()) : "";
        } while (!after.isEmpty());
        return all;
    }

    static JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer::body);
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse("none"));
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse("none"));
        assertEquals(status, json(answer).path("status").asInt());
        assertEquals(code, json(answer).path("code").asText());
    }
}
