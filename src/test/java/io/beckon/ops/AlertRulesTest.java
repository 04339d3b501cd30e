package io.beckon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The alerts are what Prometheus understands, fire when they should and not else, and each has its place in the runbook. */
class AlertRulesTest {

    private static final Path FOLDER = Path.of("target", "monitoring");
    private static final Path TESTS = Path.of("src", "test", "resources", "monitoring", "rules_test.yaml");
    private static final Path RUNBOOK = Path.of("docs", "runbook.md");

    @Test
    void prometheusUnderstandsThem() {
        Alert.write(FOLDER.resolve("all-rules.yaml"), Alert.groups());

        String said = Promtool.succeed(FOLDER, "check", "rules", "all-rules.yaml");

        assertTrue(said.contains(Alert.all().size() + " rules found"), said);
    }

    /** Their texts are no matter of the tests. */
    @Test
    void theyFireWhenTheyShouldAndNotElse() throws IOException {
        JsonNode groups = Alert.groups();
        groups.forEach(group -> group.path("rules").forEach(rule -> ((ObjectNode) rule).remove("annotations")));
        Alert.write(FOLDER.resolve("rules.yaml"), groups);
        Files.copy(TESTS, FOLDER.resolve("rules_test.yaml"), StandardCopyOption.REPLACE_EXISTING);

        String said = Promtool.succeed(FOLDER, "test", "rules", "rules_test.yaml");

        assertTrue(said.contains("SUCCESS"), said);
    }

    @Test
    void eachIsTestedBothWays() throws IOException {
        Set<String> tested = new TreeSet<>();
        new YAMLMapper()
                .readTree(TESTS.toFile())
                .path("tests")
                .forEach(test -> tested.add(test.path("name").asText()));

        Set<String> wanted = new TreeSet<>();
        Alert.all().forEach(alert -> {
            wanted.add(alert.name() + " fires");
            wanted.add(alert.name() + " is quiet");
        });
        assertEquals(wanted, tested);
    }

    @Test
    void theRunbookHasEachAndNoOther() throws IOException {
        Set<String> described = new TreeSet<>();
        Pattern.compile("(?m)^## (\\w+)$")
                .matcher(Files.readString(RUNBOOK))
                .results()
                .forEach(heading -> described.add(heading.group(1)));

        Set<String> alerts = new TreeSet<>();
        for (Alert alert : Alert.all()) {
            assertTrue(alerts.add(alert.name()), () -> alert.name() + " is there twice");
            assertEquals(
                    "docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT),
                    alert.rule().path("annotations").path("runbook").asText());
            assertTrue(
                    Set.of("critical", "warning", "info")
                            .contains(
                                    alert.rule().path("labels").path("severity").asText()),
                    alert::name);
        }
        assertEquals(alerts, described);
    }
}
