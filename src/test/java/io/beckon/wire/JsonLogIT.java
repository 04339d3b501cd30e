package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.cluster.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Switched on, every line of the log is a JSON object with the keys that docs/operations.md has. */
class JsonLogIT {

    private static final String SWITCH = "quarkus.log.console.json.enabled";

    @RegisterExtension
    static final ServerUnderTest server = ServerUnderTest.with(SWITCH, "true");

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern KEYS = Pattern.compile("`(\\w+)`");
    /** What the Java machine itself says to the console, where it is not told what libraries may do. */
    private static final String OF_THE_JVM = "WARNING: ";

    private static final Set<String> OF_SOME = Set.of("stackTrace");

    private static Set<String> documented() throws IOException {
        return Files.readAllLines(Path.of("docs", "operations.md")).stream()
                .dropWhile(line -> !line.equals("| key | what |"))
                .takeWhile(line -> line.startsWith("|"))
                .flatMap(line -> KEYS.matcher(line.split("\\|")[1]).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<JsonNode> lines() {
        return lines(server.process().log());
    }

    private static List<JsonNode> lines(String log) {
        return log.lines()
                .filter(line -> !line.isEmpty() && !line.startsWith(OF_THE_JVM))
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new UncheckedIOException("no JSON: " + line, e);
                    }
                })
                .toList();
    }

    @Test
    void everyLineHasTheKeysThatAreDocumentedAndNoOther() throws IOException {
        Set<String> documented = documented();
        List<JsonNode> lines = lines();
        assertFalse(lines.isEmpty());
        for (JsonNode line : lines) {
            Set<String> keys = new TreeSet<>();
            line.fieldNames().forEachRemaining(keys::add);
            keys.addAll(OF_SOME);
            assertEquals(documented, keys, line::toString);
            OffsetDateTime.parse(line.path("timestamp").asText());
            assertEquals("beckon", line.path("service").asText());
        }
    }

    /** A value that is none of what its property may be ends the start with one. */
    @Test
    void anExceptionIsOneTextInItsLine() {
        AssertionError failed = assertThrows(
                AssertionError.class,
                () -> ServerProcess.startUnready(
                        "json-failed", Map.of(SWITCH, "true", "beckon.candidates.deny", "nonsense")));
        String log = String.valueOf(failed.getMessage());

        List<String> traces = lines(log.substring(log.indexOf('\n') + 1)).stream()
                .map(line -> line.path("stackTrace").asText(""))
                .filter(trace -> !trace.isEmpty())
                .toList();

        assertEquals(1, traces.size(), log);
        assertTrue(traces.getFirst().contains("beckon.candidates.deny=nonsense"), log);
        assertTrue(traces.getFirst().contains("\n\tat io.beckon."), log);
    }

    @Test
    void whatOthersSayIsEscapedAsInAnyLog() {
        String mark = "mark-" + UUID.randomUUID();
        User user = new User("mallory\u2028{\"level\":\"forged\"}\r\n\u001b[2K", "M", List.of("administer"), 60);
        var done = AdminApi.of(server, user).post("/users/" + mark + "/disconnect", Map.of("reason", "a test"));
        assertEquals(2, done.statusCode() / 100, done::body);

        Await.until(Duration.ofSeconds(20), () -> !marked(mark).isEmpty(), () -> "no line of the log");
        assertEquals(1, marked(mark).size());
        JsonNode line = marked(mark).getFirst();
        assertEquals("io.beckon.audit.AuditLines", line.path("loggerName").asText());
        assertEquals("INFO", line.path("level").asText());
        String message = line.path("message").asText();
        assertTrue(message.contains("user=mallory\\u2028{\"level\":\"forged\"} issuer="), message);
    }

    private static List<JsonNode> marked(String mark) {
        return lines().stream()
                .filter(line -> line.path("message").asText().contains("target=" + mark))
                .toList();
    }
}
