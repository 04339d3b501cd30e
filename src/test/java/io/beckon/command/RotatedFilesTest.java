package io.beckon.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.seal.Leaf;
import io.beckon.audit.seal.Sealing;
import io.beckon.records.AuditRecord;
import io.beckon.records.EventLine;
import io.beckon.records.StoredEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFilesTest {

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Sealing sealing = new Sealing("audit", null, null);

    private List<String> inOrder(String... names) {
        return RotatedFiles.inOrder(List.of(names), new PrintStream(err, true, UTF_8));
    }

    @Test
    void theHigherTheNumberTheOlder() {
        assertEquals(
                List.of("a.jsonl.10", "a.jsonl.2.gz", "a.jsonl.1", "a.jsonl"),
                inOrder("a.jsonl", "a.jsonl.1", "a.jsonl.10", "a.jsonl.2.gz"));
        assertEquals("read in this order: a.jsonl.10 a.jsonl.2.gz a.jsonl.1 a.jsonl\n", err.toString(UTF_8));
    }

    @Test
    void whatIsCapturedStandsBesideTheTrailHoweverOften() {
        List<String> beside = List.of(
                "a.jsonl.capture",
                "a.jsonl.capture.1",
                "a.jsonl.capture.10.gz",
                "a.jsonl.capture.gz",
                "a.jsonl.capture.lock",
                "a.jsonl.lock",
                "a.jsonl.pseudonyms",
                "a.jsonl.seal",
                "a.jsonl.seal.new");
        for (List<String> trail :
                List.of(List.of("a.jsonl"), List.of("a.jsonl.1.gz", "a.jsonl"), List.of("a.jsonl.2", "a.jsonl.1"))) {
            List<String> all = new ArrayList<>(beside);
            all.addAll(trail);
            Collections.sort(all);
            assertEquals(trail, inOrder(all.toArray(String[]::new)));
        }
    }

    @Test
    void aTrailMayHaveSuchAName() {
        assertEquals(List.of("a.capture.1", "a.capture"), inOrder("a.capture", "a.capture.1", "a.capture.lock"));
        assertEquals(List.of("x\n.1", "x\n"), inOrder("x\n", "x\n.1"));
    }

    @Test
    void filesOfSeveralTrailsAreReadAsTheyAreGiven() {
        assertEquals(List.of("a", "b.1", "b"), inOrder("a", "b.1", "b"));
        assertEquals(List.of("audit.2025", "audit.2026"), inOrder("audit.2025", "audit.2026"));
        assertEquals("", err.toString(UTF_8));
    }

    private String line(int number) {
        AuditRecord record = new AuditRecord("node-" + number, "t", "a/b", Instant.EPOCH, "{}".getBytes(UTF_8));
        sealing.add(Leaf.of(StoredEvent.of(record)), number);
        return new String(EventLine.write(record), UTF_8);
    }

    /** Two records and their seal. */
    private List<String> sealed(int from) {
        List<String> lines = new ArrayList<>(List.of(line(from), line(from + 1)));
        lines.add(new String(EventLine.write(sealing.seal(Instant.EPOCH).record()), UTF_8));
        return lines;
    }

    private String write(String name, List<String> lines) throws IOException {
        Path file = directory.resolve(name);
        byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
        if (name.endsWith(".gz")) {
            try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
                gzip.write(text);
            }
        } else {
            Files.write(file, text);
        }
        return file.toString();
    }

    /** The first was compressed as number 1, and stays so when further files get numbers. */
    @Test
    void whatSomebodyHasCompressedKeepsItsNumberButNotItsPlace() throws IOException {
        String first = write("a.1.gz", sealed(0));
        String second = write("a.2", sealed(2));
        String third = write("a.1", sealed(4));
        String newest = write("a", List.of(line(6)));
        List<String> ordered = List.of(first, second, third, newest);
        List<String> sorted = ordered.stream().sorted().toList();
        assertEquals(ordered, inOrder(sorted.toArray(String[]::new)));

        verify(sorted.toArray(String[]::new));
        assertTrue(out.toString(UTF_8).contains("7 records, 3 seals, 0 faults"), out.toString(UTF_8));
    }

    private int verify(String... names) {
        String[] verify = Stream.concat(Stream.of("verify"), Stream.of(names)).toArray(String[]::new);
        return new Command(
                        InputStream.nullInputStream(),
                        new PrintStream(out, true, UTF_8),
                        new PrintStream(err, true, UTF_8))
                .run(verify);
    }

    @Test
    void whatIsThereTwiceIsNoFaultOfTheTrail() throws IOException {
        List<String> lines = sealed(0);
        String compressed = write("a.1.gz", lines);
        String plain = write("a.1", lines);
        String newest = write("a", sealed(2));
        assertEquals(List.of(plain, newest), inOrder(newest, plain, compressed));
        assertEquals(0, verify(newest, plain, compressed));
        assertTrue(out.toString(UTF_8).contains("4 records, 2 seals, 0 faults"), out.toString(UTF_8));
    }

    @Test
    void aCopyOfAnotherFileIsAFaultOfTheTrail() throws IOException {
        List<String> lines = sealed(0);
        List<String> replaced = sealed(2);
        String first = write("a.2", lines);
        String newest = write("a", sealed(4));
        assertEquals(1, verify(first, write("a.1", lines), newest));
        assertEquals(1, verify(first, write("a.1.gz", lines), newest));
        List<String> begun = new ArrayList<>(lines);
        begun.addAll(replaced);
        assertEquals(1, verify(first, write("a.1.gz", begun), newest));
    }

    /** Their numbers are those that somebody gave them. */
    @Test
    void exportsAreReadAsTheyAreGiven() throws IOException {
        String placed = line(0).replaceFirst("}$", ",\"partition\":0,\"offset\":7}");
        String first = write("export.1", List.of(placed));
        String second = write("export.2", List.of(placed));
        assertEquals(List.of(first, second), inOrder(first, second));
        assertEquals(List.of(second, first), inOrder(second, first));
    }
}
