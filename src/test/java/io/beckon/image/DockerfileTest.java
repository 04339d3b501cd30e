package io.beckon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of each image whoever builds it; {@code .ci/images} builds them. */
class DockerfileTest {

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro"})
    void itIsNobodyPrivilegedAndNeedsNoShell(String name) throws IOException {
        Dockerfile image = Dockerfile.read(name).last();
        assertTrue(image.one("USER").orElseThrow().matches("[1-9][0-9]*:[1-9][0-9]*"), image::toString);
        assertTrue(image.all("RUN").isEmpty(), image::toString);
        List<String> program = exec(image.one("ENTRYPOINT").orElseThrow());
        String check = image.one("HEALTHCHECK").orElseThrow();
        List<String> health = exec(check.substring(check.indexOf("CMD ") + "CMD ".length()));
        assertEquals(program.getFirst(), health.getFirst());
        assertEquals("health", health.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro"})
    void itsHeapIsBounded(String name) throws IOException {
        String program = String.join(
                " ", exec(Dockerfile.read(name).last().one("ENTRYPOINT").orElseThrow()));
        assertTrue(program.matches(".* -XX:(MaxRAMPercentage|MaximumHeapSizePercent)=[0-9]+.*"), program);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro"})
    void othersCanConnectAndTokensAreChecked(String name) {
        assertEquals(Dockerfile.OPEN_AND_CHECKED, Dockerfile.read(name).last().pairs("ENV"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro"})
    void itSaysWhatItIsAndWhatItIsMadeOf(String name) {
        Dockerfile image = Dockerfile.read(name).last();
        for (String label : List.of("title", "description", "licenses", "version", "revision", "created")) {
            assertTrue(image.pairs("LABEL").containsKey("org.opencontainers.image." + label), label);
        }
        assertTrue(
                image.all("COPY").stream().anyMatch(copy -> copy.endsWith("/beckon/sbom/beckon.cdx.json")),
                image::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro"})
    void itsBasesArePinnedAndCanBeReplaced(String name) {
        Dockerfile file = Dockerfile.read(name);
        for (String from : file.all("FROM")) {
            assertTrue(from.matches("\\$\\{[A-Z_]+_IMAGE}.*"), from);
        }
        file.pairs("ARG").forEach((argument, image) -> {
            if (argument.endsWith("_IMAGE")) {
                assertTrue(PinnedBasesTest.PINNED.matcher(image).matches(), image);
            }
        });
    }

    @Test
    void theImageOfJibIsTheSame() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src", "main", "resources", "application.properties"))) {
            properties.load(file);
        }
        Dockerfile image = Dockerfile.read("Dockerfile.jvm");
        assertEquals(
                image.pairs("ARG").get("JAVA_IMAGE"),
                "docker.io/library/" + properties.getProperty("quarkus.jib.base-jvm-image"));
        assertEquals(image.last().one("USER").orElseThrow(), properties.getProperty("quarkus.jib.user"));
        Dockerfile.OPEN_AND_CHECKED.forEach((name, value) ->
                assertEquals(value, properties.getProperty("quarkus.jib.environment-variables." + name), name));
        List<String> withoutCache = exec(image.last().one("ENTRYPOINT").orElseThrow()).stream()
                .filter(argument -> !argument.startsWith("-XX:AOTCache="))
                .toList();
        assertEquals(String.join(",", withoutCache), properties.getProperty("quarkus.jib.jvm-entrypoint"));
    }

    @Test
    void nothingButWhatTheImagesAreMadeOfIsSentToTheEngine() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(".dockerignore")).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertEquals("*", lines.getFirst());
        for (String name : List.of("Dockerfile.jvm", "Dockerfile.native", "Dockerfile.native-micro")) {
            for (String copy : Dockerfile.read(name).all("COPY")) {
                if (!copy.contains("--from=")) {
                    String[] parts = copy.split("\\s+");
                    for (int i = 0; i < parts.length - 1; i++) {
                        String part = parts[i];
                        assertTrue(
                                part.startsWith("--")
                                        || lines.stream()
                                                .anyMatch(line -> line.startsWith("!")
                                                        && (part + "/").startsWith(line.substring(1) + "/")),
                                () -> name + " copies " + part);
                    }
                }
            }
        }
    }

    /** The words of an instruction in its exec form, which no shell takes apart. */
    private static List<String> exec(String json) throws IOException {
        return List.of(new ObjectMapper().readValue(json, String[].class));
    }
}
