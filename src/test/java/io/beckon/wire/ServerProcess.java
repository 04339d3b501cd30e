package io.beckon.wire;

import io.beckon.cluster.PackagedService;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The {@linkplain PackagedService packaged service} as a process on free ports. */
public final class ServerProcess implements AutoCloseable {

    private static final Duration START_UP = Duration.ofSeconds(60);

    private interface Starting {
        List<String> command(String heap, List<String> properties);
    }

    private final Process process;
    private final Path log;
    private final URI url;
    private final URI managementUrl;

    private ServerProcess(String name, Map<String, String> properties, Starting starting) throws IOException {
        int port = Ports.free();
        int managementPort = Ports.free();
        url = URI.create("http://127.0.0.1:" + port);
        managementUrl = URI.create("http://127.0.0.1:" + managementPort);
        List<String> options =
                new ArrayList<>(List.of("-Dquarkus.http.port=" + port, "-Dquarkus.management.port=" + managementPort));
        properties.forEach((property, value) -> options.add("-D" + property + "=" + value));
        log = Files.createTempFile(Files.createDirectories(Path.of("target", "wire")), name + "-", ".log");
        process = new ProcessBuilder(starting.command("512m", options))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Waits until it is ready. */
    public static ServerProcess start(String name, Map<String, String> properties) {
        return start(name, properties, PackagedService::command, "/q/health/ready");
    }

    /** The same of one whose speed is {@linkplain PackagedService#lasting measured}. */
    public static ServerProcess startLasting(String name) {
        return start(name, Map.of(), PackagedService::lasting, "/q/health/ready");
    }

    /** Waits until it is there, ready or not. */
    static ServerProcess startUnready(String name, Map<String, String> properties) {
        return start(name, properties, PackagedService::command, "/q/health/live");
    }

    /** Does not wait: it is to end by itself. */
    static ServerProcess startFailing(String name, Map<String, String> properties) {
        try {
            ServerProcess server = new ServerProcess(name, properties, PackagedService::command);
            Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerProcess start(String name, Map<String, String> properties, Starting starting, String check) {
        try {
            ServerProcess server = new ServerProcess(name, properties, starting);
            Runtime.getRuntime().addShutdownHook(new Thread(server.process::destroyForcibly));
            server.await(check);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return url;
    }

    public URI managementUrl() {
        return managementUrl;
    }

    boolean isReady() throws InterruptedException {
        return PackagedService.isWell(managementUrl.resolve("/q/health/ready"));
    }

    public long pid() {
        return process.pid();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGTERM, without waiting. */
    void terminate() {
        process.destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        exitCode(Duration.ofSeconds(10));
    }

    /** Waits for its end and returns the exit code. */
    int exitCode(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("still running; see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        terminate();
        try {
            exitCode(Duration.ofSeconds(15));
        } finally {
            process.destroyForcibly();
        }
    }

    private void await(String check) {
        URI address = managementUrl.resolve(check);
        long deadline = System.nanoTime() + START_UP.toNanos();
        try {
            while (!PackagedService.isWell(address)) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new AssertionError("not ready, alive: " + process.isAlive() + "\n" + log());
                }
                process.waitFor(50, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
