package io.beckon;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes of the platform that are not public are listed in docs/architecture.md, each with why it is used, and no other is. */
class InternalsTest {

    private static final Pattern IMPORT = Pattern.compile(
            "^import (?:static )?(io\\.(?:quarkus|vertx|smallrye)\\.[a-z0-9.]+\\.(?:runtime|impl)\\.[\\w.]*?[A-Z]\\w*)",
            Pattern.MULTILINE);
    private static final Pattern ROW =
            Pattern.compile("^\\| `(io\\.(?:quarkus|vertx|smallrye)\\.[^`]+)` \\| [^|]+ \\|$", Pattern.MULTILINE);

    @Test
    void whatIsNotPublicIsUsedForAReason() throws IOException {
        assertEquals(String.join("\n", listed()), String.join("\n", imported()));
    }

    private static Set<String> listed() throws IOException {
        return all(ROW, Files.readString(Path.of("docs/architecture.md")));
    }

    private static Set<String> imported() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            return sources.filter(path -> path.toString().endsWith(".java"))
                    .flatMap(path -> all(IMPORT, text(path)).stream())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
