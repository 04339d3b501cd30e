package io.beckon.wire;

import static io.beckon.wire.AdminApi.assertProblem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see and do what over the administrators' API, and its description, which anybody may read. */
@Thorough
class AdminRightsIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with("beckon.node-id", "only");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nodes",
                "/rooms",
                "/rooms/x",
                "/rooms/x/events",
                "/rooms/x/replay",
                "/calls/x/replay",
                "/audit",
                "/audit?room=x",
                "/sessions",
                "/calls",
                "/live",
                "/totals"
            })
    void nobodySeesAnythingWithoutTheRight(String path) {
        User user = User.with("moderator");
        assertProblem(403, "not-allowed", AdminApi.of(server, user).get(path));
        Await.until(
                Duration.ofSeconds(5),
                () -> server.process().log().contains("missing right=administer")
                        && server.process().log().contains(user.id()),
                () -> "the denial is in the log");
    }

    @Test
    void nobodyDoesAnythingWithoutTheRight() {
        AdminApi moderator = AdminApi.of(server, User.with("moderator"));
        for (String path : List.of("/rooms/x/lock", "/rooms/x/close", "/users/x/disconnect")) {
            assertProblem(403, "not-allowed", moderator.post(path, Map.of("reason", "x")));
        }
    }

    @Test
    void aTokenIsNeeded() {
        HttpResponse<String> none = DevelopmentTokens.send(
                HttpRequest.newBuilder(server.url().resolve("/v1/admin/rooms")).build());
        assertProblem(401, "bad-token", none);
        assertEquals("Bearer", none.headers().firstValue("WWW-Authenticate").orElse("none"));
        assertProblem(401, "bad-token", new AdminApi(server.url(), "nonsense").get("/rooms"));
    }

    @Test
    void theDescriptionIsForAnybodyAndComplete() {
        URI address = server.url().resolve("/v1/admin/openapi");
        JsonNode described = AdminApi.json(
                DevelopmentTokens.send(HttpRequest.newBuilder(address).build()));
        assertTrue(described.path("openapi").asText().startsWith("3.1"), described::toString);
        assertEquals(
                "http",
                described
                        .path("components")
                        .path("securitySchemes")
                        .path("bearer")
                        .path("type")
                        .asText());
        JsonNode paths = described.path("paths");
        assertEquals(19, paths.size(), paths::toString);
        assertEquals(
                "Beckon for administrators",
                described.path("info").path("title").asText());
        assertEquals("/", described.path("servers").path(0).path("url").asText());
        Set<String> tags = new HashSet<>();
        described.path("tags").forEach(tag -> {
            assertFalse(tag.path("description").asText().isEmpty(), tag::toString);
            tags.add(tag.path("name").asText());
        });
        Set<String> ids = new HashSet<>();
        paths.forEach(path -> path.forEach(operation -> {
            assertTrue(operation.has("summary") && operation.path("responses").has("default"), operation::toString);
            assertTrue(ids.add(operation.path("operationId").asText("")), () -> "twice, or not there: " + operation);
            operation.path("tags").forEach(tag -> assertTrue(tags.contains(tag.asText()), operation::toString));
            JsonNode security = operation.has("security") ? operation.path("security") : described.path("security");
            assertEquals("[{\"bearer\":[]}]", security.toString(), operation::toString);
        }));
        List<JsonNode> references = described.findValues("$ref");
        assertFalse(references.isEmpty());
        for (JsonNode reference : references) {
            String pointer = reference.asText();
            assertTrue(pointer.startsWith("#/"), pointer);
            assertFalse(described.at(pointer.substring(1)).isMissingNode(), () -> "leads nowhere: " + pointer);
        }
        HttpResponse<String> yaml = DevelopmentTokens.send(
                HttpRequest.newBuilder(URI.create(address + "?format=yaml")).build());
        assertTrue(yaml.body().contains("openapi: 3.1"), yaml::body);
    }

    @Test
    void whatIsNotTheApisIsAsItWas() {
        for (String path : List.of("/nothing", "/v1/nothing", "/q/openapi")) {
            HttpResponse<String> answer = DevelopmentTokens.send(
                    HttpRequest.newBuilder(server.url().resolve(path)).build());
            assertEquals(404, answer.statusCode(), path);
        }
        assertEquals(
                200,
                DevelopmentTokens.send(HttpRequest.newBuilder(server.url().resolve("/"))
                                .build())
                        .statusCode());
    }

    @Test
    void whoLooksOnIsToldOfRoomsAndOfWhatHappensInOneUntilTheTokenEnds() throws Exception {
        String room = ServerUnderTest.freshRoom();
        AdminApi admin = AdminApi.of(server, User.with("administer").ttlSeconds(5));
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(admin.request("/live?room=" + room).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, stream.statusCode());
        WireClient client = server.connect(Encoding.JSON);
        client.join(room);
        String all = readAll(stream);
        assertTrue(all.contains("event:change"), all);
        assertTrue(all.contains("event:room") && all.contains(client.peer()), all);
    }

    @Test
    void whoIsSentAwaySeesNoMore() throws Exception {
        User user = User.with("administer");
        HttpResponse<InputStream> stream = live(AdminApi.of(server, user));
        HttpResponse<InputStream> another = live(AdminApi.of(server, User.with("administer")));
        assertEquals(
                204,
                AdminApi.of(server)
                        .post("/users/" + AdminApi.segment(user.id()) + "/disconnect", Map.of("reason", "x"))
                        .statusCode());
        assertTrue(readAll(stream).contains("event:change"), "it was told something before it ended");
        assertTrue(another.body().read() >= 0, "others go on");
        another.body().close();
    }

    @Test
    void aUserHasAShareOfTheStreams() throws Exception {
        AdminApi one = AdminApi.of(server, User.with("administer"));
        List<HttpResponse<InputStream>> streams = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            streams.add(live(one));
        }
        assertProblem(503, "unavailable", one.get("/live"));
        streams.add(live(AdminApi.of(server, User.with("administer"))));
        for (HttpResponse<InputStream> stream : streams) {
            stream.body().close();
        }
        Await.until(Duration.ofSeconds(40), () -> isOpenTo(one), () -> "what has ended counts no more");
    }

    private static boolean isOpenTo(AdminApi admin) {
        try {
            HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                    .send(admin.request("/live").build(), HttpResponse.BodyHandlers.ofInputStream());
            stream.body().close();
            return stream.statusCode() == 200;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<InputStream> live(AdminApi admin) throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = HttpClient.newHttpClient()
                .send(admin.request("/live").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, stream.statusCode());
        return stream;
    }

    private static String readAll(HttpResponse<InputStream> stream) throws IOException {
        StringBuilder all = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                all.append(line).append('\n');
            }
        }
        return all.toString();
    }
}
