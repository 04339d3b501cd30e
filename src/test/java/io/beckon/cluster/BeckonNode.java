package io.beckon.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@linkplain PackagedService packaged service} as a process that keeps its name and its ports when it is started again. */
final class BeckonNode {

    private static final Duration START_UP = Duration.ofSeconds(90);
    private static final Duration SHUTDOWN = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final int port;
    private final int managementPort;
    private final Map<String, String> properties;
    private final Path log;
    private @Nullable ChildProcess process;

    BeckonNode(String name, int port, int managementPort, Map<String, String> properties, Path directory) {
        this.name = name;
        this.port = port;
        this.managementPort = managementPort;
        this.properties = new LinkedHashMap<>(properties);
        this.log = directory.resolve(name + ".log");
    }

    String name() {
        return name;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI managementUrl() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    Path log() {
        return log;
    }

    ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Starts it, or starts it again under its name; does not wait until it is ready. */
    void start() {
        process = ChildProcess.start(command(), log);
    }

    void awaitReady() {
        if (!process().awaitWhileAlive(START_UP, this::isReady)) {
            throw new AssertionError(name + " is not ready, alive: " + isAlive() + ", see " + log);
        }
    }

    boolean isReady() throws InterruptedException {
        try {
            return get("/q/health/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** From the management port. */
    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(managementUrl().resolve(path))
                .timeout(Duration.ofSeconds(2))
                .build();
        return HTTP.send(question, HttpResponse.BodyHandlers.ofString());
    }

    /** How it sees a room: how far it has read, and a digest of the state; nothing if it does not follow it. */
    Optional<String> roomState(String room) {
        try {
            return get("/q/rooms")
                    .body()
                    .lines()
                    .filter(line -> line.endsWith("/" + room))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process().kill();
    }

    /** SIGTERM; returns when it has let its clients go and is gone. */
    void stop() {
        process().terminate();
        process().awaitEnd(SHUTDOWN);
    }

    private List<String> command() {
        List<String> options = new ArrayList<>();
        options.add("-Dquarkus.http.port=" + port);
        options.add("-Dquarkus.management.port=" + managementPort);
        options.add("-Dbeckon.node-id=" + name);
        properties.forEach((property, value) -> options.add("-D" + property + "=" + value));
        return PackagedService.command("256m", options);
    }
}
