package io.beckon.cluster;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import kafka.tools.StorageTool;
import org.jspecify.annotations.Nullable;

/** One Kafka broker, and controller, as a process that keeps its data when it is killed. */
public final class Broker {

    private static final Duration SHUTDOWN = Duration.ofSeconds(40);

    private static final URL LOGGING = Broker.class.getResource("/cluster/broker-logging.properties");

    private final int id;
    private final Path directory;
    private @Nullable ChildProcess process;

    /** Writes the configuration and formats the storage; does not start it. */
    Broker(int id, Path directory, String clusterId, Properties settings) {
        this.id = id;
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            settings.setProperty("log.dirs", directory.resolve("data").toString());
            try (OutputStream output = Files.newOutputStream(configuration())) {
                settings.store(output, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        format(clusterId);
    }

    public int id() {
        return id;
    }

    /** Starts it, or starts it again with its data; does not wait until it is ready. */
    public void start() {
        start(ClassArchive.options(classPath(), KafkaCluster::tryOut));
    }

    void start(List<String> options) {
        List<String> command = new ArrayList<>(List.of(
                ChildProcess.java(),
                "-Xms64m",
                "-Xmx" + System.getProperty("cluster.broker-heap", "320m"),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        command.addAll(List.of(
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dlogging.configuration=" + LOGGING,
                "-cp",
                classPath(),
                "kafka.Kafka",
                configuration().toString()));
        process = ChildProcess.start(command, directory.resolve("broker.log"));
    }

    /** SIGKILL; returns when it is gone. */
    public void kill() {
        process().kill();
    }

    /** An orderly end by SIGTERM; returns when it is gone. */
    public void stop() {
        process().terminate();
        process().awaitEnd(SHUTDOWN);
    }

    /** SIGSTOP. */
    public void pause() {
        process().pause();
    }

    /** SIGCONT. */
    public void unpause() {
        process().unpause();
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Where to look when something is wrong. */
    public Path log() {
        return process().log();
    }

    ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException("broker " + id + " was never started");
        }
        return process;
    }

    /** That of this JVM; Quarkus would take the logging over and wait for an application to configure it. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("quarkus"))
                .collect(joining(File.pathSeparator));
    }

    private Path configuration() {
        return directory.resolve("server.properties");
    }

    private void format(String clusterId) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {"format", "-t", clusterId, "-c", configuration().toString(), "--ignore-formatted"};
        int code = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new AssertionError("format ended with " + code + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
