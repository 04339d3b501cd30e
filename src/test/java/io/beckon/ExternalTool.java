package io.beckon;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that some tests need and that a machine need not have. Where it is missing, those tests are left out and say so;
 * with {@code test.tools=required} (CI) they fail.
 */
public record ExternalTool(List<String> names) {

    public static final ExternalTool CHROMIUM =
            new ExternalTool(List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"));

    public static final ExternalTool NODE = new ExternalTool(List.of("node", "nodejs"));

    public static final ExternalTool COTURN = new ExternalTool(List.of("turnserver"));

    public static final ExternalTool TURN_CLIENT = new ExternalTool(List.of("turnutils_uclient"));

    /** Where it is on the PATH; ends the test, left out or failed, when it is not there. */
    public Path require() {
        Optional<Path> found =
                names.stream().flatMap(name -> onPath(name).stream()).findFirst();
        if (found.isEmpty()) {
            String message = "no " + String.join(" or ", names) + " on the PATH";
            if ("required".equals(System.getProperty("test.tools"))) {
                Assertions.fail(message + ", and here it must be (test.tools=required)");
            }
            System.err.println("[LEFT OUT] " + message + ": the tests that need it do not run");
            Assumptions.abort(message);
        }
        return found.orElseThrow();
    }

    private static Optional<Path> onPath(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
