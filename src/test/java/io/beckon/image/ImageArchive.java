package io.beckon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.cluster.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A container image as one file, as {@code docker save} writes it: its layers as archives, and what is said of it as JSON. */
final class ImageArchive {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path unpacked;
    private final JsonNode manifest;
    private final JsonNode config;

    private ImageArchive(Path unpacked) throws IOException {
        this.unpacked = unpacked;
        this.manifest =
                JSON.readTree(unpacked.resolve("manifest.json").toFile()).get(0);
        this.config =
                JSON.readTree(unpacked.resolve(manifest.path("Config").asText()).toFile());
    }

    /** Unpacks an image, but not its layers. */
    static ImageArchive read(Path archive, Path folder) throws IOException {
        tar(folder, "-xf", archive.toAbsolutePath().toString());
        return new ImageArchive(folder);
    }

    /** Writes an image with one layer, which has one file: a base for those that need nothing of one. */
    static void writeBase(Path archive, Path folder) throws IOException {
        Files.writeString(folder.resolve("base"), "a base image for tests\n");
        tar(folder, "-cf", folder.resolve("layer.tar").toAbsolutePath().toString(), "base");
        String layer = sha256(Files.readAllBytes(folder.resolve("layer.tar")));
        Files.write(
                folder.resolve("config.json"),
                JSON.writeValueAsBytes(Map.of(
                        "architecture",
                        "amd64",
                        "os",
                        "linux",
                        "config",
                        Map.of("Env", List.of("PATH=/usr/local/bin:/usr/bin:/bin")),
                        "rootfs",
                        Map.of("type", "layers", "diff_ids", List.of("sha256:" + layer)))));
        Files.write(
                folder.resolve("manifest.json"),
                JSON.writeValueAsBytes(List.of(Map.of(
                        "Config", "config.json", "RepoTags", List.of("base:test"), "Layers", List.of("layer.tar")))));
        tar(folder, "-cf", archive.toAbsolutePath().toString(), "manifest.json", "config.json", "layer.tar");
    }

    /** Unpacks all layers over each other, as a container would have them. */
    void unpackTo(Path root) throws IOException {
        Files.createDirectories(root);
        for (JsonNode layer : manifest.path("Layers")) {
            tar(root, "-xf", unpacked.resolve(layer.asText()).toAbsolutePath().toString());
        }
    }

    String user() {
        return config.path("config").path("User").asText();
    }

    List<String> entrypoint() {
        return texts(config.path("config").path("Entrypoint"));
    }

    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String variable : texts(config.path("config").path("Env"))) {
            int equals = variable.indexOf('=');
            environment.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return environment;
    }

    Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        config.path("config")
                .path("Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    List<String> ports() {
        return config.path("config").path("ExposedPorts").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static void tar(Path folder, String... arguments) throws IOException {
        Path log = Files.createTempFile("tar", ".log");
        List<String> command = new ArrayList<>(List.of("tar", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        ChildProcess tar = ChildProcess.start(command, log);
        assertEquals(0, tar.awaitEnd(PATIENCE), tar::said);
        Files.delete(log);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
