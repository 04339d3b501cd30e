package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What must not be in the files of the web app. */
class InlineTest {

    private static final Path FILES = Path.of("src/main/resources/META-INF/resources");
    /** Scripts with text in them, event handlers and styles in attributes: the Content Security Policy forbids them. */
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\sstyle=|\\son[a-z]+=");

    private static final Pattern FOREIGN = Pattern.compile("(?:src|href|url|from|import)\\s*[=(]?\\s*[\"']https?://");

    @Test
    void noPageHasScriptsOrStylesOfItsOwn() throws IOException {
        for (Path page : files("html")) {
            assertFalse(INLINE.matcher(Files.readString(page)).find(), page::toString);
        }
    }

    @Test
    void nothingComesFromElsewhere() throws IOException {
        for (Path file : files("html|js|css|svg|webmanifest")) {
            assertFalse(FOREIGN.matcher(Files.readString(file)).find(), file::toString);
        }
    }

    private static List<Path> files(String extensions) throws IOException {
        try (Stream<Path> all = Files.walk(FILES)) {
            return all.filter(file -> file.toString().matches(".*\\.(" + extensions + ")"))
                    .toList();
        }
    }
}
