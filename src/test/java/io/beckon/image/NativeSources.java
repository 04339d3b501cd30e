package io.beckon.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** What Quarkus would hand to {@code native-image}: its arguments, and jars with what it says about reflection. */
record NativeSources(List<String> arguments, Set<String> reflected) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static NativeSources read(Path folder) throws IOException {
        Path arguments = folder.resolve("native-image.args");
        Set<String> reflected = new HashSet<>();
        List<Path> jars;
        try (Stream<Path> files = Files.walk(arguments.getParent())) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
        for (Path jar : jars) {
            collect(jar, reflected);
        }
        return new NativeSources(List.of(Files.readString(arguments).split("\\s+")), reflected);
    }

    private static void collect(Path jar, Set<String> reflected) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith("META-INF/native-image/")
                        && (name.endsWith("reflect-config.json") || name.endsWith("reachability-metadata.json"))) {
                    JsonNode config = JSON.readTree(file.getInputStream(entry));
                    for (JsonNode type : config.isArray() ? config : config.path("reflection")) {
                        reflected.add(
                                type.path(type.has("type") ? "type" : "name").asText());
                    }
                }
            }
        }
    }
}
