package io.beckon.web;

import io.beckon.cluster.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The commands of one block of {@code examples/README.md}, as they stand there, run by a shell in an empty folder. */
final class Recipe implements AutoCloseable {

    private static final Path EXAMPLES = Path.of("examples");
    private static final Pattern BLOCK = Pattern.compile("(?s)\n```sh\n(.*?)```");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process shell;
    private final Path said;

    /**
     * @param number of the block, from 0
     * @param addresses in the commands, and what is there instead
     * @param checkout of which the commands copy
     * @param folder where they run
     */
    Recipe(int number, Map<String, String> addresses, Map<String, String> environment, Path checkout, Path folder)
            throws IOException {
        said = folder.resolveSibling(folder.getFileName() + ".log");
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-e", "-c", replaced(commands().get(number), addresses) + "wait\n")
                .directory(Files.createDirectories(folder).toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("BECKON", checkout.toAbsolutePath().toString());
        builder.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (path, java) -> java + File.pathSeparator + path);
        shell = builder.start();
    }

    static List<String> commands() throws IOException {
        return BLOCK.matcher(Files.readString(EXAMPLES.resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** A checkout with the examples of pages and programs in JavaScript, whose addresses are others, and what is built here. */
    static Path checkout(Path folder, Map<String, String> addresses) throws IOException {
        Path examples = folder.resolve("examples");
        try (var files = Files.walk(EXAMPLES)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(each -> !each.startsWith(EXAMPLES.resolve("audit-consumer")))
                    .toList()) {
                Path copy = examples.resolve(EXAMPLES.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.writeString(copy, replaced(Files.readString(file), addresses));
            }
        }
        Files.createSymbolicLink(folder.resolve("target"), Path.of("target").toAbsolutePath());
        return folder;
    }

    /** All at once: one may be what another becomes. */
    private static String replaced(String text, Map<String, String> addresses) {
        String any =
                String.join("|", addresses.keySet().stream().map(Pattern::quote).toList());
        return Pattern.compile(any).matcher(text).replaceAll(found -> addresses.get(found.group()));
    }

    /** Waits until it has said something that matches. */
    MatchResult await(String pattern) {
        var matcher = Pattern.compile(pattern).matcher("");
        Await.until(
                PATIENCE,
                () -> matcher.reset(said()).find() || !shell.isAlive(),
                () -> "nothing of " + pattern + " in: " + said());
        if (!matcher.reset(said()).find()) {
            throw new AssertionError("it has ended, without " + pattern + ": " + said());
        }
        return matcher.toMatchResult();
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> all = shell.descendants().toList();
        shell.destroy();
        all.forEach(ProcessHandle::destroy);
        all.forEach(process -> process.onExit().join());
    }
}
