package io.beckon.transport.signaling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.transport.signaling.SignalingNode.Guest;
import io.beckon.transport.signaling.SignalingNode.Said;
import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The description for clients says what the routes do. */
class OpenApiTest {

    private static final JsonNode DOCUMENT = Described.DOCUMENT;

    @AutoClose
    private static final InProcessCluster cluster = new InProcessCluster();

    private static final SignalingNode node = new SignalingNode(cluster);

    /** The paths that are answered here. */
    private static Set<String> described() {
        return Described.paths(path -> !path.equals("/v1/ice-servers") && !path.startsWith("/v1/wh"));
    }

    @Test
    void itHasThePathsOfTheRoutes() {
        Router router = Router.router(cluster.vertx);
        node.routes.mount(router);
        assertEquals(Described.pathsOf(router), described());
    }

    @Test
    void itHasTheMethodsThatArePermitted() {
        described().forEach(path -> {
            Said said = node.ask("alice", "PATCH", path.replace("{room}", "r").replace("{peer}", "p"), "{}");
            assertEquals(Described.methods(path), Described.allowed(said), path);
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
