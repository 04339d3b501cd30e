package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.ExternalTool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JavaScript client's own unit tests, run by Node; {@code node --test src/test/js/*.test.js} runs them alone. */
class ClientUnitTest {

    private static final Path TESTS = Path.of("src/test/js");

    private static final int OLDEST_NODE = 20;

    private static final long PATIENCE_SECONDS = 180;

    private static final Pattern COUNT = Pattern.compile("(?m)^\\S* ?pass (\\d+)$");

    @TempDir
    Path folder;

    @Test
    void theClientsOwnTestsPass() throws IOException, InterruptedException {
        Path node = ExternalTool.NODE.require(OLDEST_NODE);
        List<String> command =
                new ArrayList<>(List.of(node.toString(), "--test", "--no-warnings", "--test-reporter=spec"));
        command.addAll(testFiles());
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean over = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertTrue(over, () -> "Node's tests did not end within " + PATIENCE_SECONDS + " s:\n" + said);
        assertEquals(0, process.exitValue(), () -> "Node's tests failed:\n" + failures(said));
        Matcher passed = COUNT.matcher(said);
        assertTrue(passed.find() && Integer.parseInt(passed.group(1)) > 0, () -> "Node ran no tests:\n" + said);
    }

    /** The reporter tells them once more at the end. */
    private static String failures(String said) {
        int start = said.lastIndexOf("failing tests:");
        return start < 0 ? said : said.substring(start);
    }

    private static List<String> testFiles() throws IOException {
        try (Stream<Path> files = Files.list(TESTS)) {
            return files.map(Path::toString)
                    .filter(name -> name.endsWith(".test.js"))
                    .sorted()
                    .toList();
        }
    }
}
