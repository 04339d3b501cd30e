package io.beckon.web;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the web app weighs, and what must not be in its files. */
class WebAppSizeTest {

    private static final Path FILES = Path.of("src/main/resources/META-INF/resources");
    private static final Set<String> LOADED = Set.of("html", "js", "css", "svg", "webmanifest");
    private static final long MOST_BYTES = 150_000;
    /** Scripts with text in them, event handlers and styles in attributes: the Content Security Policy forbids them. */
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\sstyle=|\\son[a-z]+=");

    private static final Pattern FOREIGN = Pattern.compile("(?:src|href|url)[=(]\\s*[\"']?https?://");

    @Test
    void allOfItIsSmallWhenCompressed() throws IOException {
        long sum = files().stream().mapToLong(WebAppSizeTest::compressed).sum();
        System.out.println("The web app, each file compressed by gzip: " + sum + " bytes");
        assertTrue(sum <= MOST_BYTES, () -> sum + " bytes");
    }

    @Test
    void nothingIsInlineAndNothingComesFromElsewhere() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            if (file.toString().endsWith(".html")) {
                assertTrue(!INLINE.matcher(text).find(), () -> "inline script or style in " + file);
            }
            assertTrue(!FOREIGN.matcher(text).find(), () -> "something foreign in " + file);
        }
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(FILES)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> LOADED.contains(extension(file)))
                    .toList();
        }
    }

    private static String extension(Path file) {
        String name = file.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static long compressed(Path file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(file, gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.size();
    }
}
