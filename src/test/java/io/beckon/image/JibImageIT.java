package io.beckon.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Thorough;
import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.PackagedService;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The image that Jib makes where there is no container engine. It is made on a base that has nothing, since none can be had without
 * a registry, and what is in it runs on the JVM of this machine.
 */
@Thorough
@Isolated("packages the service, which takes all of the CPU")
class JibImageIT {

    private static final Duration START_UP = Duration.ofMinutes(6);

    @TempDir
    static Path folder;

    private static ImageArchive image;
    private static Path root;

    @BeforeAll
    static void build() throws IOException {
        Path base = folder.resolve("base.tar");
        ImageArchive.writeBase(base, Files.createDirectory(folder.resolve("base")));
        Path archive = folder.resolve("beckon.tar");
        Augmentation.run(
                "jib-image",
                List.of(
                        "quarkus.package.output-directory=jib-image",
                        "quarkus.container-image.build=true",
                        "quarkus.jib.base-jvm-image=tar://" + base,
                        "quarkus.jib.base-image-layers-cache=" + folder.resolve("layers"),
                        "quarkus.jib.application-layers-cache=" + folder.resolve("layers"),
                        "quarkus.jib.docker-executable-name="
                                + Path.of("src", "main", "docker", "image-to-tar")
                                        .toAbsolutePath(),
                        "quarkus.jib.docker-environment.BECKON_IMAGE_TAR=" + archive));
        image = ImageArchive.read(archive, Files.createDirectory(folder.resolve("image")));
        root = folder.resolve("root");
        image.unpackTo(root);
    }

    @Test
    void itSaysWhatItIsAndIsNobodyPrivileged() {
        assertEquals("65532:65532", image.user());
        assertEquals(
                List.of("8080/tcp", "9000/tcp"), image.ports().stream().sorted().toList());
        assertEquals("Beckon", image.labels().get("org.opencontainers.image.title"));
        assertEquals("Apache-2.0", image.labels().get("org.opencontainers.image.licenses"));
        assertTrue(
                image.entrypoint().contains("-XX:MaxRAMPercentage=65"),
                () -> image.entrypoint().toString());
        Dockerfile.OPEN_AND_CHECKED.forEach(
                (name, value) -> assertEquals(value, image.environment().get(name), name));
    }

    @Test
    void asItIsItDoesNotStartOpen() throws Exception {
        Process process = start(Map.of(), "as-it-is.log");
        try {
            assertTrue(process.waitFor(START_UP.toSeconds(), TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
        assertEquals(1, process.exitValue());
        String said = Files.readString(folder.resolve("as-it-is.log"));
        assertTrue(said.contains("quarkus.oidc.auth-server-url"), said);
    }

    @Test
    void whatIsInItServes() throws Exception {
        int port = Ports.free();
        int management = Ports.free();
        Process process = start(
                Map.of(
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management),
                        "BECKON_LOG", "in-process",
                        "BECKON_IDENTITY", "development"),
                "serves.log");
        try {
            URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
            long deadline = System.nanoTime() + START_UP.toNanos();
            while (!PackagedService.isWell(ready)) {
                assertTrue(System.nanoTime() < deadline, () -> said("serves.log"));
                assertTrue(!process.waitFor(50, TimeUnit.MILLISECONDS), () -> said("serves.log"));
            }
            Exchange.happensAt(URI.create("http://127.0.0.1:" + port));
        } finally {
            process.destroy();
        }
        assertTrue(process.waitFor(START_UP.toSeconds(), TimeUnit.SECONDS));
        assertEquals(128 + 15, process.exitValue());
    }

    /** As a container would be started, but for the root of its files and whose JVM it is. */
    private static Process start(Map<String, String> environment, String log) throws IOException {
        List<String> command = new ArrayList<>();
        for (String argument : image.entrypoint()) {
            command.add(argument.startsWith("/beckon/") ? root + argument : argument);
        }
        assertEquals("java", command.getFirst());
        command.set(0, ChildProcess.java());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.resolve("beckon").toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve(log).toFile()));
        builder.environment().putAll(image.environment());
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static String said(String log) {
        try {
            return Files.readString(folder.resolve(log));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
