package io.beckon.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What kustomize makes of a folder: documents in YAML, each a resource. */
public record Manifests(String name, List<JsonNode> all) {

    static final Path ROOT = Path.of("k8s").toAbsolutePath();

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    public static Manifests production() {
        return overlay("production");
    }

    public static Manifests development() {
        return overlay("development");
    }

    /** {@code components} of k8s/components over the base alone. */
    static Manifests baseWith(String... components) {
        return with("base", "base", components);
    }

    /** {@code components} of k8s/components beside those that production has. */
    public static Manifests productionWith(String... components) {
        return with("production", "overlays/production", components);
    }

    private static Manifests with(String what, String resource, String... components) {
        return RENDERED.computeIfAbsent(what + " with " + String.join(", ", components), name -> {
            try {
                Path folder = Files.createTempDirectory(
                        Files.createDirectories(Path.of("target", "kustomize").toAbsolutePath()), what + "-");
                StringBuilder text = new StringBuilder("resources:\n- " + relative(folder, resource) + "\n");
                if (components.length > 0) {
                    text.append("components:\n");
                }
                for (String component : components) {
                    text.append("- ")
                            .append(relative(folder, "components/" + component))
                            .append('\n');
                }
                Files.writeString(folder.resolve("kustomization.yaml"), text);
                return render(name, folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static Path relative(Path folder, String target) {
        return folder.relativize(ROOT.resolve(target));
    }

    private static Manifests overlay(String name) {
        return RENDERED.computeIfAbsent(
                name, key -> render(key, ROOT.resolve("overlays").resolve(key)));
    }

    private static Manifests render(String name, Path folder) {
        return new Manifests(name, parse(Kubectl.kustomize(folder)));
    }

    static List<JsonNode> parse(String yaml) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(yaml)) {
            List<JsonNode> all = new ArrayList<>();
            documents.forEachRemaining(all::add);
            return List.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String yaml(JsonNode document) {
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(document -> document.path("kind").asText().equals(kind));
    }

    public JsonNode one(String kind, String name) {
        return ofKind(kind)
                .filter(document -> name(document).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name + " in " + this.name));
    }

    public JsonNode deployment() {
        return one("Deployment", "beckon");
    }

    /** Of the Deployment. */
    public JsonNode pod() {
        return deployment().at("/spec/template/spec");
    }

    public JsonNode container() {
        return pod().path("containers").path(0);
    }

    static String name(JsonNode document) {
        return document.at("/metadata/name").asText();
    }

    /** Kind and name. */
    static String label(JsonNode document) {
        return document.path("kind").asText() + " " + name(document);
    }

    public static Stream<JsonNode> each(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return name;
    }
}
