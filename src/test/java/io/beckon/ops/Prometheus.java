package io.beckon.ops;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.beckon.ExternalTool;
import io.beckon.cluster.Await;
import io.beckon.cluster.PackagedService;
import io.beckon.cluster.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A real Prometheus that scrapes nodes once a second. */
public final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of these a rate can be made. */
    private static final int SCRAPES = 3;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI address;
    private final Process process;
    private final Path log;

    /** @param nodes their management ports */
    public Prometheus(List<URI> nodes) {
        String program = ExternalTool.PROMETHEUS.require().toString();
        int port = Ports.free();
        address = URI.create("http://127.0.0.1:" + port);
        try {
            Path folder =
                    Files.createTempDirectory(Files.createDirectories(Path.of("target", "monitoring")), "prometheus");
            log = folder.resolve("log");
            Path configuration = folder.resolve("prometheus.yml");
            Files.writeString(configuration, configuration(nodes));
            process = new ProcessBuilder(
                            program,
                            "--config.file=" + configuration,
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        Await.until(PATIENCE, () -> isReady(), () -> "Prometheus is not ready, see " + log);
        Await.until(
                PATIENCE,
                () -> query("count_over_time(up[1m]) >= " + SCRAPES + " and up == 1")
                                .size()
                        == nodes.size(),
                () -> "Prometheus has not scraped all nodes: " + query("up"));
    }

    private static String configuration(List<URI> nodes) {
        return """
            global: {scrape_interval: 1s, scrape_timeout: 1s}
            scrape_configs:
              - job_name: beckon
                metrics_path: /q/metrics
                static_configs: [{targets: [%s]}]
            """.formatted(nodes.stream().map(URI::getAuthority).collect(Collectors.joining(", ")));
    }

    private boolean isReady() {
        try {
            return PackagedService.isWell(address.resolve("/-/ready"));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What an expression is now: a list of series. */
    public JsonNode query(String expression) {
        HttpRequest question = HttpRequest.newBuilder(
                        address.resolve("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8)))
                .timeout(PATIENCE)
                .build();
        try {
            String body =
                    http.send(question, HttpResponse.BodyHandlers.ofString()).body();
            JsonNode answer = json.readTree(body);
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(expression + ": " + body);
            }
            return answer.path("data").path("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            http.close();
        }
    }
}
