package io.beckon.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the packaged service is started as a process: the executable that {@code beckon.executable} names, or its jars. These are on
 * the class path, where JVMs can share their classes; {@code -Dtest.launcher=true} starts them as a host does, by {@code -jar}.
 */
public final class PackagedService {

    private static final Path PACKAGE = Path.of("target", "quarkus-app");
    private static final Duration START_UP = Duration.ofMinutes(3);
    /** Most processes live for seconds: what is compiled well and collected at once is never worth it. */
    private static final List<String> SHORT_LIFE = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private PackagedService() {}

    /**
     * @param heap at most, as {@code -Xmx} says it
     * @param properties of the service, as options
     */
    public static List<String> command(String heap, List<String> properties) {
        return command(heap, SHORT_LIFE, properties);
    }

    /** The same of one whose speed is measured: the JVM compiles and collects as it does for those who run the service. */
    public static List<String> lasting(String heap, List<String> properties) {
        return command(heap, List.of(), properties);
    }

    private static List<String> command(String heap, List<String> life, List<String> properties) {
        String executable = System.getProperty("beckon.executable", "");
        if (!executable.isEmpty()) {
            return Stream.concat(Stream.of(executable), properties.stream()).toList();
        }
        return Boolean.getBoolean("test.launcher") ? launched(heap, life, properties) : flat(heap, life, properties);
    }

    /** As a host does it. */
    private static List<String> launched(String heap, List<String> life, List<String> properties) {
        List<String> command = java(heap, life, properties);
        command.addAll(List.of("-jar", PACKAGE.resolve("quarkus-run.jar").toString()));
        return command;
    }

    private static List<String> flat(String heap, List<String> life, List<String> properties) {
        String classPath = classPath();
        List<String> options = new ArrayList<>(life);
        options.addAll(ClassArchive.options(classPath, archive -> tryOut(classPath, archive)));
        return flat(heap, classPath, options, properties);
    }

    private static List<String> flat(String heap, String classPath, List<String> options, List<String> properties) {
        List<String> command = java(heap, options, properties);
        command.addAll(List.of(
                // What the launcher's manifest opens.
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                classPath,
                "io.beckon.app.Main"));
        return command;
    }

    private static List<String> java(String heap, List<String> options, List<String> properties) {
        List<String> command = new ArrayList<>(List.of(ChildProcess.java(), "-Xmx" + heap));
        command.addAll(options);
        command.addAll(properties);
        return command;
    }

    /** What Quarkus has transformed comes before the jars that it is from. */
    private static String classPath() {
        Stream<Path> quarkus = Stream.of("transformed-bytecode.jar", "generated-bytecode.jar")
                .map(jar -> PACKAGE.resolve("quarkus").resolve(jar));
        Stream<Path> others =
                Stream.of("app", "lib/boot", "lib/main").flatMap(folder -> jars(PACKAGE.resolve(folder)).stream());
        return Stream.concat(quarkus, others).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static List<Path> jars(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tryOut(String classPath, List<String> options) {
        int port = Ports.free();
        int management = Ports.free();
        List<String> properties = List.of("-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + management);
        List<String> all = new ArrayList<>(SHORT_LIFE);
        all.addAll(options);
        ChildProcess trial = ChildProcess.start(
                flat("256m", classPath, all, properties),
                Path.of("target", "class-archives", "service.log").toAbsolutePath());
        URI ready = URI.create("http://127.0.0.1:" + management + "/q/health/ready");
        if (!trial.awaitWhileAlive(START_UP, () -> isWell(ready))) {
            trial.kill();
            throw new AssertionError("the service is not ready, see " + trial.log());
        }
        trial.terminate();
        trial.awaitEnd(START_UP);
    }

    /** Whether somebody answers there, with 200. */
    public static boolean isWell(URI check) throws InterruptedException {
        try {
            HttpRequest question =
                    HttpRequest.newBuilder(check).timeout(Duration.ofSeconds(2)).build();
            return HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
