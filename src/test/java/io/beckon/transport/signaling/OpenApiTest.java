package io.beckon.transport.signaling;

import static java.util.stream.Collectors.toCollection;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.log.InProcessRoomLog;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description for clients says what the routes do. */
class OpenApiTest {

    private static final JsonNode DOCUMENT = document();

    private static Vertx vertx;
    private static SignalingNode node;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        node = new SignalingNode(vertx, new InProcessRoomLog(4, 1 << 20), SignalingNode.nodes());
    }

    @AfterAll
    static void stop() {
        node.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static JsonNode document() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/META-INF/resources/v1/openapi.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itHasThePathsOfTheRoutes() {
        Router router = Router.router(vertx);
        node.routes.mount(router);
        Set<String> routes = router.getRoutes().stream()
                .map(route -> String.valueOf(route.getName()).replaceAll(":([a-z]+)", "{$1}"))
                .collect(toCollection(TreeSet::new));
        Set<String> described = new TreeSet<>();
        DOCUMENT.path("paths").fieldNames().forEachRemaining(described::add);
        assertTrue(described.remove("/v1/ice-servers"), "the one that is answered elsewhere");
        assertEquals(routes, described);
    }

    @Test
    void itHasTheMethodsThatArePermitted() {
        DOCUMENT.path("paths").properties().forEach(path -> {
            if (path.getKey().equals("/v1/ice-servers")) {
                return;
            }
            Set<String> methods = new TreeSet<>(Set.of("OPTIONS"));
            path.getValue().fieldNames().forEachRemaining(method -> methods.add(method.toUpperCase(Locale.ROOT)));
            Said said = node.ask(
                    "alice", "PATCH", path.getKey().replace("{room}", "r").replace("{peer}", "p"), "{}");
            assertEquals(methods, new TreeSet<>(List.of(said.header("Allow").split(", "))), path.getKey());
        });
    }

    @Test
    void answersHaveTheFieldsThatItSays() {
        Guest alice = node.join("alice", "r");
        Map<String, Said> answers = Map.of(
                "Welcome", node.ask("alice", "POST", "/v1/sessions", ""),
                "Room", node.ask("alice", "GET", "/v1/rooms/r", ""),
                "Reading", alice.get(node, "", 0),
                "Problem", alice.post(node, "{'type':'message','data':1,'to':'x','id':'y','room':'r'}"));
        answers.forEach((schema, said) -> {
            JsonNode described = DOCUMENT.path("components").path("schemas").path(schema);
            List<String> required = new ArrayList<>();
            described.path("required").forEach(name -> required.add(name.asText()));
            assertFalse(required.isEmpty(), schema);
            required.forEach(name -> assertTrue(said.body().has(name), schema + ": " + name));
            said.body()
                    .fieldNames()
                    .forEachRemaining(name -> assertTrue(
                            described.path("properties").has(name) || name.equals("type"), schema + ": " + name));
        });
    }
}
