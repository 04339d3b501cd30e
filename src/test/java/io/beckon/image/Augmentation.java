package io.beckon.image;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.cluster.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Packages the classes that are compiled already once more, in another way, as Maven's {@code quarkus:build}
 * does it. What {@code target/quarkus-app} has stays as it is, because other tests run it meanwhile.
 */
final class Augmentation {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Augmentation() {}

    /**
     * Returns when it is done.
     *
     * @param name of the log below {@code target}
     * @param properties of the build, such as {@code quarkus.native.enabled=true}
     */
    static void run(String name, List<String> properties) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-ntp", "quarkus:build"));
        properties.forEach(property -> command.add("-D" + property));
        Path log = Path.of("target", name + ".build.log");
        // Says what tests of Quarkus start; it has one place only.
        Path result = Path.of("target", "quarkus-artifact.properties");
        byte[] before = Files.readAllBytes(result);
        try {
            Files.deleteIfExists(log);
            ChildProcess build = ChildProcess.start(command, log);
            build.awaitEnd(PATIENCE);
            assertTrue(build.said().contains("BUILD SUCCESS"), build::said);
        } finally {
            Files.write(result, before);
        }
    }
}
