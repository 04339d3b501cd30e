package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.beckon.Thorough;
import io.beckon.cluster.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Administrators have the nodes log more or less for a while, without a restart. */
@Thorough
class LogLevelsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AUDIT_LINES = "/log-levels/io.beckon.audit.AuditLines";
    private static final Path AUDIT = Path.of("target", "wire", "log-levels-" + UUID.randomUUID() + ".jsonl");
    private static final Clustered CLUSTER = new Clustered();

    @RegisterExtension
    static final ServerUnderTest alone = ServerUnderTest.with("beckon.audit.file", AUDIT.toString());

    @RegisterExtension
    static final ServerUnderTest first = CLUSTER.node("beckon.node-id", "first");

    @RegisterExtension
    static final ServerUnderTest second = CLUSTER.node("beckon.node-id", "second");

    private static Map<String, Object> order(String level, int minutes) {
        return Map.of("level", level, "minutes", minutes, "reason", "because of a test");
    }

    /** An action of an administrator, which makes a line of the log. */
    private static void act(AdminApi admin, String mark) {
        assertEquals(
                204,
                admin.post("/users/" + mark + "/disconnect", Map.of("reason", "a test"))
                        .statusCode());
    }

    private static boolean isLogged(String mark) {
        return alone.process().log().contains("target=" + mark);
    }

    @Test
    void takesEffectAtOnceAndUntilItsTimeIsOver() {
        AdminApi admin = AdminApi.of(alone);
        var changed = admin.post(AUDIT_LINES, order("error", 60));
        assertEquals(200, changed.statusCode(), changed::body);
        JsonNode level = AdminApi.json(changed).path("levels").path(0);
        assertEquals("io.beckon.audit.AuditLines", level.path("category").asText());
        assertEquals("error", level.path("level").asText());
        assertTrue(Instant.parse(level.path("until").asText()).isAfter(Instant.now()), level::toString);

        String silent = "silent-" + UUID.randomUUID();
        act(admin, silent);

        assertEquals(200, admin.post(AUDIT_LINES, order("error", 0)).statusCode());
        Await.until(
                PATIENCE,
                () -> admin.read("/log-levels").path("levels").isEmpty(),
                () -> "still changed: " + admin.read("/log-levels"));
        String heard = "heard-" + UUID.randomUUID();
        act(admin, heard);

        Await.until(
                PATIENCE,
                () -> isLogged(heard),
                () -> "not logged: " + alone.process().log());
        assertFalse(isLogged(silent), "what came before it was not to be logged");
    }

    @Test
    void isAudited() {
        AdminApi admin = AdminApi.of(alone);
        assertEquals(
                200, admin.post("/log-levels/io.beckon.room", order("debug", 1)).statusCode());

        Await.until(
                PATIENCE,
                () -> audited().contains("\"log-level\"") && audited().contains("io.beckon.room debug"),
                LogLevelsIT::audited);
        assertTrue(audited().contains("because of a test"), LogLevelsIT::audited);
    }

    private static String audited() {
        try {
            return Files.readString(AUDIT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isForAdministratorsOfEverythingAndForTheServicesOwnCategories() {
        AdminApi admin = AdminApi.of(alone);
        AdminApi.assertProblem(
                403, "not-allowed", AdminApi.of(alone, User.any()).post("/log-levels/io.beckon", order("debug", 1)));
        AdminApi.assertProblem(
                403, "not-allowed", AdminApi.of(alone, User.any()).get("/log-levels"));
        for (String foreign : List.of("io.quarkus.oidc", "org.apache.kafka", "io.beckonx", "io.beckon..x", "")) {
            int status = admin.post("/log-levels/" + foreign, order("debug", 1)).statusCode();
            assertTrue(status == 404 || status == 405, foreign + ": " + status);
        }
        var trace = admin.post("/log-levels/io.beckon", order("trace", 1));
        AdminApi.assertProblem(400, "bad-message", trace);
        assertEquals("level", AdminApi.json(trace).path("field").asText());
        var tooLong = admin.post("/log-levels/io.beckon", order("debug", 1441));
        AdminApi.assertProblem(400, "bad-message", tooLong);
        assertEquals("minutes", AdminApi.json(tooLong).path("field").asText());
        AdminApi.assertProblem(400, "bad-message", admin.post("/log-levels/io.beckon", Map.of("level", "debug")));
    }

    @Test
    void allNodesDoIt() {
        // A node that is busy may answer too late, and is told to be unreachable: it may be asked again.
        Await.until(
                Duration.ofSeconds(30),
                () -> {
                    var changed = AdminApi.of(first).post("/log-levels/io.beckon.calling", order("debug", 5));
                    assertEquals(200, changed.statusCode(), changed::body);
                    return AdminApi.json(changed).path("unreachable").isMissingNode();
                },
                () -> "one of them does not answer");

        List<String> nodes = new ArrayList<>();
        for (JsonNode level : AdminApi.of(second).read("/log-levels").path("levels")) {
            assertEquals("io.beckon.calling", level.path("category").asText());
            nodes.add(level.path("node").asText());
        }
        nodes.sort(String::compareTo);
        assertEquals(List.of("first", "second"), nodes);
    }
}
