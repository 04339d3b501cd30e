package io.beckon.hostile;

import io.beckon.wire.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A node that is looked at from outside: what it holds, and what it says it holds. */
record Node(ServerProcess process) {

    /**
     * What it holds at a time.
     *
     * @param heap bytes of the objects that live, after a collection
     * @param said bytes that its own metrics say it holds for clients
     */
    record Holding(long heap, double said) {}

    Holding holding() {
        double before = said();
        long heap = heap();
        // Meanwhile the pairs go on.
        return new Holding(heap, (before + said()) / 2);
    }

    private long heap() {
        return histogram()
                .filter(line -> line.startsWith("Total"))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
                .findFirst()
                .orElseThrow();
    }

    private Stream<String> histogram() {
        String java = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        try {
            Process command = new ProcessBuilder(java, Long.toString(process.pid()), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return said.lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seconds of CPU that it has used. */
    double cpu() {
        return ProcessHandle.of(process.pid())
                        .flatMap(handle -> handle.info().totalCpuDuration())
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1000.0;
    }

    private double said() {
        return Stream.of("rooms_state", "replay_memory", "log_memory", "outbound", "requests")
                .mapToDouble(what -> metric("beckon_" + what + "_bytes"))
                .sum();
    }

    private double metric(String name) {
        HttpRequest request = HttpRequest.newBuilder(process.managementUrl().resolve("/q/metrics"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean isAlive() {
        return ProcessHandle.of(process.pid()).map(ProcessHandle::isAlive).orElse(false);
    }
}
