package io.beckon.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.beckon.ExternalTool;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Prometheus' own judge of metrics and rules. */
public final class Promtool {

    private Promtool() {}

    /** Neither faults nor remarks on what a node has exposed. */
    public static void checkMetrics(String exposition) {
        try {
            Path input = Files.createTempFile("metrics", ".prom");
            try {
                Files.writeString(input, exposition);
                assertEquals("", run(input.toFile(), null, "check", "metrics"), "what promtool says of the metrics");
            } finally {
                Files.delete(input);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Succeeds in a folder. @return what it says */
    static String succeed(Path folder, String... arguments) {
        return run(null, folder.toFile(), arguments);
    }

    private static String run(@Nullable File input, @Nullable File folder, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(ExternalTool.PROMTOOL.require().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).directory(folder);
        if (input != null) {
            builder.redirectInput(input);
        }
        try {
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("promtool has not ended: " + said);
            }
            assertEquals(0, process.exitValue(), said);
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
