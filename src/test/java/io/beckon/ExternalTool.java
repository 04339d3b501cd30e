package io.beckon;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    public static final ExternalTool NPM = new ExternalTool(List.of("npm"));

    public static final ExternalTool KUBECTL = new ExternalTool(List.of("kubectl"));

    public static final ExternalTool COTURN = new ExternalTool(List.of("turnserver"));

    public static final ExternalTool TURN_CLIENT = new ExternalTool(List.of("turnutils_uclient"));

    public static final ExternalTool OPENSSL = new ExternalTool(List.of("openssl"));

    /** It comes with Prometheus. */
    public static final ExternalTool PROMTOOL = new ExternalTool(List.of("promtool"));

    public static final ExternalTool PROMETHEUS = new ExternalTool(List.of("prometheus"));

    private static final Pattern RELEASE = Pattern.compile("\\d+");

    /** Where it is on the PATH; ends the test, left out or failed, when it is not there. */
    public Path require() {
        Optional<Path> found =
                names.stream().flatMap(name -> onPath(name).stream()).findFirst();
        if (found.isEmpty()) {
            leaveOut("no " + String.join(" or ", names) + " on the PATH");
        }
        return found.orElseThrow();
    }

    /** The same, and it says of itself by {@code --version} that it is this release or a later one. */
    public Path require(int oldestRelease) {
        Path tool = require();
        String version = versionOf(tool);
        Matcher release = RELEASE.matcher(version);
        if (!release.find() || Integer.parseInt(release.group()) < oldestRelease) {
            leaveOut(tool + " is " + version + " and not " + oldestRelease + " or newer");
        }
        return tool;
    }

    /** Ends the test, left out or failed, for something else that the machine lacks. */
    public static void leaveOut(String message) {
        if ("required".equals(System.getProperty("test.tools"))) {
            Assertions.fail(message + ", and here it must be (test.tools=required)");
        }
        System.err.println("[LEFT OUT] " + message + ": the tests that need it do not run");
        Assumptions.abort(message);
    }

    private static String versionOf(Path tool) {
        try {
            Process process = new ProcessBuilder(tool.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException unusable) {
            return "not usable (" + unusable.getMessage() + ")";
        }
    }

    private static Optional<Path> onPath(String name) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
