package io.beckon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.Thorough;
import io.beckon.cluster.PackagedService;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The cache that {@code Dockerfile.jvm} makes, by what that file says, with the JVM of this machine instead of the image's. */
@Thorough
@Isolated("packages the service, and compares what starts cost")
@EnabledOnOs(OS.LINUX)
@EnabledForJreRange(min = JRE.JAVA_25)
class AotCacheIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int ROUNDS = 3;
    /** Where the image has the service. */
    private static final String HOME = "/beckon";

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    static Path logs;

    private static Path home;

    @BeforeAll
    static void make() throws Exception {
        Augmentation.run(
                "aot-cache", List.of("quarkus.package.jar.type=aot-jar", "quarkus.package.output-directory=aot-cache"));
        home = Path.of("target", "aot-cache").toAbsolutePath();
        Files.deleteIfExists(home.resolve("beckon.aot"));
        String command = Dockerfile.read("Dockerfile.jvm")
                .one("RUN")
                .orElseThrow()
                .replace("28080", Integer.toString(Ports.free()))
                .replace("29000", Integer.toString(Ports.free()));
        Path log = logs.resolve("make.log");
        Process made = start(List.of("sh", "-c", command), Map.of(), log);
        assertTrue(made.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS), () -> read(log));
        assertEquals(0, made.exitValue(), () -> read(log));
    }

    /** CPU says it on a busy machine, too; docs/native.md has the time. */
    @Test
    void aStartCostsAtMostHalf() throws Exception {
        Duration without = PATIENCE;
        Duration with = PATIENCE;
        for (int round = 0; round < ROUNDS; round++) {
            without = shorter(without, cpuUntilReady(false));
            with = shorter(with, cpuUntilReady(true));
        }
        System.out.printf("CPU until ready: %d ms, with the cache %d ms%n", without.toMillis(), with.toMillis());
        assertTrue(with.multipliedBy(2).compareTo(without) <= 0, with + " of " + without);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration cpuUntilReady(boolean cached) throws Exception {
        int management = Ports.free();
        List<String> command = List.of(new ObjectMapper()
                        .readValue(
                                Dockerfile.read("Dockerfile.jvm")
                                        .last()
                                        .one("ENTRYPOINT")
                                        .orElseThrow(),
                                String[].class))
                .stream()
                .filter(argument -> cached || !argument.startsWith("-XX:AOTCache="))
                .toList();
        Path log = logs.resolve("start.log");
        Process node = start(
                command,
                Map.of(
                        "JDK_JAVA_OPTIONS", "-Xmx256m",
                        "QUARKUS_HTTP_PORT", Integer.toString(Ports.free()),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)),
                log);
        try {
            URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!PackagedService.isWell(ready)) {
                assertTrue(System.nanoTime() < deadline, () -> read(log));
                assertFalse(node.waitFor(20, TimeUnit.MILLISECONDS), () -> read(log));
            }
            return node.info().totalCpuDuration().orElseThrow();
        } finally {
            node.destroy();
            assertTrue(node.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
            assertSaysNothingOfTheJvm(read(log));
        }
    }

    /** Neither that the cache does not fit nor what libraries may not do. */
    private static void assertSaysNothingOfTheJvm(String said) {
        assertEquals(
                List.of(),
                said.lines()
                        .filter(line ->
                                line.startsWith("WARNING:") || line.contains("[warning]") || line.contains("[error]"))
                        .toList());
    }

    private static Process start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.stream()
                        .map(argument -> argument.replace(HOME + "/", home + "/"))
                        .map(argument ->
                                argument.equals("java") ? JAVA.resolve("java").toString() : argument)
                        .toList())
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()));
        builder.environment().merge("PATH", JAVA.toString(), (before, ours) -> ours + ":" + before);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
