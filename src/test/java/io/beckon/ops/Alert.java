package io.beckon.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An alert of the PrometheusRule that is deployed. */
public record Alert(String name, String expression, JsonNode rule) {

    static final Path RULES = Path.of("k8s", "components", "monitoring", "rules.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    public static List<Alert> all() {
        List<Alert> all = new ArrayList<>();
        groups().forEach(group -> group.path("rules")
                .forEach(rule -> all.add(
                        new Alert(rule.path("alert").asText(), rule.path("expr").asText(), rule))));
        return all;
    }

    /** The groups as Prometheus itself reads them. */
    static JsonNode groups() {
        try (var in = Files.newInputStream(RULES)) {
            return YAML.readTree(in).path("spec").path("groups");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a file of rules for Prometheus. */
    static void write(Path file, JsonNode groups) {
        try {
            Files.createDirectories(file.getParent());
            YAML.writeValue(file.toFile(), YAML.createObjectNode().set("groups", groups));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
