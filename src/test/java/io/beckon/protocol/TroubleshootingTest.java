package io.beckon.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever clients are told has its place in docs/troubleshooting.md, and what that quotes and links is there. */
class TroubleshootingTest {

    private static final Path DOCS = Path.of("docs");
    private static final String TEXT = read(DOCS.resolve("troubleshooting.md"));
    /** A browser's own, for a connection without a close frame. */
    private static final String ABNORMAL = "1006";

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first cells of the table below a heading. */
    private static Set<String> firstCells(String heading, Pattern cell) {
        return TEXT.lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> cell.matcher(line.split("\\|")[1]).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyErrorCodeHasItsRowAndNoOther() {
        assertEquals(
                Arrays.stream(ErrorCode.values())
                        .map(ErrorCode::wireName)
                        .collect(Collectors.toCollection(TreeSet::new)),
                firstCells("## A frame was answered with an error", Pattern.compile("`([a-z-]+)`")));
    }

    @Test
    void everyCloseCodeHasItsRowAndNoOther() {
        Set<String> codes = Arrays.stream(CloseCode.values())
                .map(code -> Integer.toString(code.number()))
                .collect(Collectors.toCollection(TreeSet::new));
        codes.add(ABNORMAL);

        assertEquals(codes, firstCells("## The connection was closed", Pattern.compile("(\\d{4})")));
    }

    @Test
    void whatItQuotesOfTheLogIsSaidSomewhere() throws IOException {
        String code;
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            code = files.filter(file -> file.toString().endsWith(".java"))
                    .map(TroubleshootingTest::read)
                    .collect(Collectors.joining())
                    .replaceAll("\"\\s*\\+\\s*\"", "")
                    .toLowerCase(Locale.ROOT);
        }
        Set<String> quoted = firstCells("## In the log of a running node", Pattern.compile("\\*([^*]+)\\*"));
        assertTrue(quoted.size() > 10, quoted::toString);
        for (String line : quoted) {
            for (String part : line.split("…,?")) {
                assertTrue(code.contains(part.strip().toLowerCase(Locale.ROOT)), () -> "nobody says: " + part);
            }
        }
    }

    @Test
    void whatItLinksIsThere() {
        Pattern.compile("\\]\\(([a-z]+\\.md)(?:#([^)]+))?\\)")
                .matcher(TEXT)
                .results()
                .forEach(link -> {
                    String target = read(DOCS.resolve(link.group(1)));
                    String anchor = link.group(2);
                    assertTrue(
                            anchor == null
                                    || target.lines()
                                            .filter(line -> line.startsWith("#"))
                                            .anyMatch(line -> anchor(line).equals(anchor)),
                            () -> link.group() + " leads nowhere");
                });
    }

    private static String anchor(String heading) {
        return heading.replaceFirst("^#+ ", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }
}
