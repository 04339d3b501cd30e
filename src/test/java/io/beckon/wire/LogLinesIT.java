package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What others say makes no lines of the log. */
class LogLinesIT {

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.withDefaults();

    @Test
    void aUserWithLineEndsForgesNone() {
        String mark = "mark-" + UUID.randomUUID();
        String forged = "2026-01-01 00:00:00,000 INFO  [io.beckon.audit.AuditLines] (main) Administered: " + mark;
        User user = new User("mallory\u2028" + forged + "\r\nforged\u001b[2K", "M", List.of("administer"), 60);
        var done = AdminApi.of(server, user).post("/users/" + mark + "/disconnect", Map.of("reason", "a test"));
        assertEquals(2, done.statusCode() / 100, done::body);

        Await.until(Duration.ofSeconds(20), () -> !marked(mark).isEmpty(), () -> "no line of the log");
        String line = String.join("|", marked(mark));
        assertEquals(1, marked(mark).size(), line);
        assertTrue(line.contains("user=mallory\\u20282026-01-01"), line);
        assertTrue(
                line.contains("Administered: " + mark + " issuer="),
                () -> "cut at its first control character: " + line);
    }

    private static List<String> marked(String mark) {
        return server.process()
                .log()
                .lines()
                .filter(line -> line.contains(mark))
                .toList();
    }
}
