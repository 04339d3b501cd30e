package io.beckon.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kubelet makes of a container's environment and volumes. Volumes are folders below one that stands for the root of the file
 * system, and variables that name a file in one of them name it there.
 */
final class PodEnvironment {

    private static final Pattern VARIABLE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_]*)\\)");

    private final Manifests manifests;
    private final Map<String, Map<String, String>> secrets;
    private final Map<String, String> downward;
    private final Path root;
    private final Map<String, String> variables = new LinkedHashMap<>();

    /**
     * @param secrets those that are made elsewhere, by name and key
     * @param downward values of the fields of the pod
     * @param root an empty folder
     */
    PodEnvironment(
            Manifests manifests, Map<String, Map<String, String>> secrets, Map<String, String> downward, Path root) {
        this.manifests = manifests;
        this.secrets = secrets;
        this.downward = downward;
        this.root = root;
        mount();
        for (JsonNode from : manifests.container().path("envFrom")) {
            manifests
                    .one("ConfigMap", from.at("/configMapRef/name").asText())
                    .path("data")
                    .properties()
                    .forEach(entry -> put(entry.getKey(), entry.getValue().asText()));
        }
        for (JsonNode variable : manifests.container().path("env")) {
            put(variable.path("name").asText(), value(variable));
        }
    }

    private void put(String name, String value) {
        String rooted = value;
        for (JsonNode mount : manifests.container().path("volumeMounts")) {
            String path = mount.path("mountPath").asText();
            if (value.startsWith(path + "/")) {
                rooted = root + value;
            }
        }
        variables.put(name, rooted);
    }

    private String value(JsonNode variable) {
        JsonNode from = variable.path("valueFrom");
        if (from.has("secretKeyRef")) {
            return secret(
                    from.at("/secretKeyRef/name").asText(),
                    from.at("/secretKeyRef/key").asText());
        }
        if (from.has("fieldRef")) {
            return found(downward, from.at("/fieldRef/fieldPath").asText());
        }
        // Only of variables before it, as the kubelet does it.
        return VARIABLE.matcher(variable.path("value").asText())
                .replaceAll(reference ->
                        Matcher.quoteReplacement(variables.getOrDefault(reference.group(1), reference.group())));
    }

    private String secret(String name, String key) {
        if (secrets.containsKey(name)) {
            return found(secrets.get(name), key);
        }
        // Those of an overlay have the hash of what is in them behind their names.
        String data = manifests.one("Secret", name).path("data").path(key).asText();
        return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    }

    private static String found(Map<String, String> values, String key) {
        String value = values.get(key);
        if (value == null) {
            throw new AssertionError("nothing for " + key + ", there is " + values.keySet());
        }
        return value;
    }

    private void mount() {
        try {
            for (JsonNode mount : manifests.container().path("volumeMounts")) {
                Path folder = Files.createDirectories(
                        Path.of(root + mount.path("mountPath").asText()));
                JsonNode volume = Manifests.each(manifests.pod().path("volumes"))
                        .filter(each -> each.path("name").equals(mount.path("name")))
                        .findFirst()
                        .orElseThrow();
                for (JsonNode item : volume.at("/secret/items")) {
                    Files.writeString(
                            folder.resolve(item.path("path").asText()),
                            secret(
                                    volume.at("/secret/secretName").asText(),
                                    item.path("key").asText()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By name. */
    Map<String, String> variables() {
        return variables;
    }

    /** Where the folder is that the pod mounts there. */
    Path folder(String mountPath) {
        return Path.of(root + mountPath);
    }
}
