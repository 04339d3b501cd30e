package io.beckon.keycloak;

import io.beckon.cluster.ChildProcess;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Keycloak that keeps its ports and its database when it is started again. */
final class KeycloakProcess {

    private static final Duration START_UP = Duration.ofMinutes(8);
    private static final Duration SHUTDOWN = Duration.ofSeconds(40);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final Distribution distribution;
    private final Path database;
    private final Path log;
    private final int port;
    private final int managementPort = Ports.free();
    private @Nullable ChildProcess process;

    KeycloakProcess(Distribution distribution, Path database, Path log) {
        this(distribution, database, log, Ports.free());
    }

    KeycloakProcess(Distribution distribution, Path database, Path log, int port) {
        this.distribution = distribution;
        this.database = database;
        this.log = log;
        this.port = port;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    Path log() {
        return log;
    }

    boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Returns when it is ready. */
    void start(String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "start",
                "--optimized",
                "--cache=local",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                "--hostname=" + url(),
                "--db-url=jdbc:h2:file:" + database + ";NON_KEYWORDS=VALUE;DB_CLOSE_ON_EXIT=FALSE"));
        arguments.addAll(List.of(options));
        process = ChildProcess.start(distribution.command(arguments.toArray(String[]::new)), log);
        if (!process.awaitWhileAlive(START_UP, this::isReady)) {
            boolean alive = process.isAlive();
            process.kill();
            throw new AssertionError("Keycloak is not ready, alive: " + alive + ", see " + log);
        }
    }

    /** SIGTERM; returns when it is gone. */
    void stop() {
        process().terminate();
        process().awaitEnd(SHUTDOWN);
    }

    /** SIGKILL; returns when it is gone. */
    void kill() {
        process().kill();
    }

    ChildProcess process() {
        if (process == null) {
            throw new IllegalStateException("Keycloak was never started");
        }
        return process;
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return HTTP.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
