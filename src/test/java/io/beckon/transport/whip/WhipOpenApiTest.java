package io.beckon.transport.whip;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.transport.signaling.Described;
import io.beckon.transport.signaling.InProcessCluster;
import io.beckon.transport.signaling.SignalingNode;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The description for clients has WHIP and WHEP. That answers are as it says is seen with each of them ({@link SignalingNode#begin}). */
class WhipOpenApiTest {

    private static final Predicate<String> OURS = path -> path.startsWith("/v1/whip") || path.startsWith("/v1/whep");

    @AutoClose
    private static final InProcessCluster cluster = new InProcessCluster();

    private static final Stage stage = new Stage(cluster);

    @Test
    void itHasThePathsOfTheRoutes() {
        Set<String> routes = Described.pathsOf(stage.node.router);
        routes.removeIf(OURS.negate());
        assertEquals(routes, Described.paths(OURS));
    }

    @Test
    void itHasTheMethodsThatArePermitted() {
        for (String path : Described.paths(OURS)) {
            String target = path.replace("{room}", "r").replace("{resource}", "x");
            assertEquals(
                    Described.methods(path), Described.allowed(stage.node.ask("alice", "PUT", target, "{}")), path);
        }
    }
}
