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

    /** A folder with the jars of brokers of another version than the client's: see .ci/brokers. */
    private static final @Nullable String OTHER_VERSION = System.getProperty("cluster.broker-jars");

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
        start(OTHER_VERSION == null ? ClassArchive.options(classPath(), KafkaCluster::tryOut) : List.of());
    }

    void start(List<String> options) {
        List<String> arguments =
                new ArrayList<>(List.of("-Xms64m", "-Xmx" + System.getProperty("cluster.broker-heap", "320m")));
        arguments.addAll(options);
        if (OTHER_VERSION == null) {
            arguments.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
            arguments.add("-Dlogging.configuration=" + LOGGING);
        }
        arguments.addAll(List.of("kafka.Kafka", configuration().toString()));
        process = java(arguments, "broker.log");
    }

    private ChildProcess java(List<String> arguments, String log) {
        List<String> command = new ArrayList<>(
                List.of(ChildProcess.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.addAll(arguments);
        return ChildProcess.start(command, directory.resolve(log));
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
        if (OTHER_VERSION != null) {
            return OTHER_VERSION + "/*";
        }
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("quarkus"))
                .collect(joining(File.pathSeparator));
    }

    private Path configuration() {
        return directory.resolve("server.properties");
    }

    private void format(String clusterId) {
        if (OTHER_VERSION == null) {
            formatHere(clusterId);
            return;
        }
        ChildProcess tool = java(
                List.of(
                        "kafka.tools.StorageTool",
                        "format",
                        "-t",
                        clusterId,
                        "-c",
                        configuration().toString(),
                        "--ignore-formatted"),
                "format.log");
        int code = tool.awaitEnd(SHUTDOWN);
        if (code != 0) {
            throw new AssertionError("format ended with " + code + ", see " + tool.log());
        }
    }

    private void formatHere(String clusterId) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        String[] arguments = {"format", "-t", clusterId, "-c", configuration().toString(), "--ignore-formatted"};
        int code = StorageTool.execute(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
        if (code != 0) {
            throw new AssertionError("format ended with " + code + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }
}
