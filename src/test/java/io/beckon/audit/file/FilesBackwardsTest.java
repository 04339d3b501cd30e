package io.beckon.audit.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.archive.AuditPage;
import io.beckon.archive.AuditSearch;
import io.beckon.archive.NothingKept;
import io.beckon.records.AuditRecord;
import io.beckon.records.StoredEvent;
import io.beckon.room.RoomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBackwardsTest {

    private static final Instant TIME = Instant.parse("2026-11-30T08:00:00Z");
    private static final Predicate<StoredEvent> RECORDS = event -> !new String(event.subject(), UTF_8).startsWith("#");
    private static final int KEPT = 10;

    @TempDir
    Path directory;

    private Path file = Path.of("");
    private int number;

    @BeforeEach
    void file() {
        file = directory.resolve("audit.jsonl");
    }

    private void write(int count, long mostBytes) throws IOException {
        try (AuditFile audit = new AuditFile(new FileSettings(file, mostBytes, KEPT, "audit.jsonl"), null)) {
            for (int i = 0; i < count; i++) {
                AuditRecord record = new AuditRecord(
                        "node-" + ++number, "t", "default/r", TIME.plusSeconds(number), "{}".getBytes(UTF_8));
                audit.add(() -> record, 1);
            }
        }
    }

    private static AuditSearch search(Predicate<StoredEvent> wanted, @Nullable String after, int limit) {
        return new AuditSearch(null, wanted, after, limit);
    }

    private static List<String> ids(AuditPage page) {
        return page.events().stream()
                .map(event -> new String(event.id(), UTF_8))
                .toList();
    }

    private static List<String> expected(int from, int to) {
        return IntStream.iterate(from, i -> i >= to, i -> i - 1)
                .mapToObj(i -> "node-" + i)
                .toList();
    }

    /** All that comes, page by page. */
    private List<String> all(FilesBackwards files, Predicate<StoredEvent> wanted, int limit) throws IOException {
        List<String> all = new ArrayList<>();
        @Nullable String after = null;
        for (int pages = 0; pages < 1_000; pages++) {
            AuditPage page = files.read(search(wanted, after, limit));
            all.addAll(ids(page));
            after = page.next();
            if (after == null) {
                return all;
            }
        }
        throw new AssertionError("it never ends");
    }

    @Test
    void pagesLeadFromTheNewestRecordToTheOldestOfAllFiles() throws IOException {
        write(200, 4_000);
        assertTrue(Files.exists(RotatingFile.numbered(file, 2)), "there are several files");
        List<String> kept = all(new FilesBackwards(file, KEPT), RECORDS, 500);
        assertEquals(expected(200, 200 - kept.size() + 1), kept);
        assertTrue(kept.size() > 100, () -> kept.size() + " records");
        assertEquals(kept, all(new FilesBackwards(file, KEPT), RECORDS, 7));
        assertEquals(kept, all(new FilesBackwards(file, KEPT, 1_000), RECORDS, 7), "little is looked at for a page");
    }

    @Test
    void whatSomebodyHasCompressedIsPassedOver() throws IOException {
        write(200, 4_000);
        List<String> all = all(new FilesBackwards(file, KEPT), RECORDS, 500);
        Files.move(RotatingFile.numbered(file, 1), directory.resolve("audit.jsonl.1.gz"));
        List<String> others = all(new FilesBackwards(file, KEPT), RECORDS, 500);
        assertEquals(all.getLast(), others.getLast());
        assertTrue(others.size() < all.size(), () -> others.size() + " of " + all.size());
    }

    @Test
    @Fills("audit.file.FilesBackwards.MOST_BYTES")
    void soMuchIsLookedAtForAPageAndTheNextGoesOnThere() throws IOException {
        String line = "{\"specversion\":\"1.0\"," + " ".repeat(1000) + "\"id\":\"none of ours\"}\n";
        write(1, 64 << 20);
        Files.writeString(file, line.repeat(FilesBackwards.MOST_BYTES / line.length() + 10), StandardOpenOption.APPEND);
        FilesBackwards files = new FilesBackwards(file, KEPT);
        AuditPage page = files.read(search(RECORDS, null, 10));
        assertEquals(List.of(), ids(page));
        assertEquals(expected(1, 1), ids(files.read(search(RECORDS, page.next(), 10))));
    }

    @Test
    void whatIsNotLookedForIsLookedAt() throws IOException {
        write(50, 1 << 20);
        AuditPage page = new FilesBackwards(file, KEPT)
                .read(search(event -> new String(event.id(), UTF_8).endsWith("7"), null, 3));
        assertEquals(List.of("node-47", "node-37", "node-27"), ids(page));
        assertTrue(page.looked() >= 50, () -> page.looked() + " looked at");
        List<String> none = all(new FilesBackwards(file, KEPT), event -> false, 3);
        assertEquals(List.of(), none);
    }

    @Test
    void aPageGoesOnInItsFileWhateverThatIsCalledByThen() throws IOException {
        write(20, 1 << 20);
        AuditPage page = new FilesBackwards(file, KEPT).read(search(RECORDS, null, 5));
        assertEquals(expected(20, 16), ids(page));
        Files.move(file, RotatingFile.numbered(file, 1));
        write(20, 1 << 20);
        AuditPage next = new FilesBackwards(file, KEPT).read(search(RECORDS, page.next(), 500));
        assertEquals(expected(15, 1), ids(next));
        assertNull(next.next());
        Files.delete(RotatingFile.numbered(file, 1));
        AuditPage gone = new FilesBackwards(file, KEPT).read(search(RECORDS, page.next(), 5));
        assertEquals(List.of(), ids(gone));
        assertNull(gone.next());
    }

    @Test
    void aLineThatIsBeingWrittenIsNotThereYet() throws IOException {
        write(3, 1 << 20);
        Files.writeString(file, "{\"specversion\":\"1.0\",\"id\":\"half", StandardOpenOption.APPEND);
        assertEquals(expected(3, 1), ids(new FilesBackwards(file, KEPT).read(search(RECORDS, null, 5))));
    }

    @Test
    void nonsenseIsNoPlaceAndNoFileHasNoRecords() throws IOException {
        FilesBackwards files = new FilesBackwards(file, KEPT);
        assertThrows(IllegalArgumentException.class, () -> files.read(search(RECORDS, "!", 5)));
        assertThrows(IllegalArgumentException.class, () -> files.read(search(RECORDS, "YWJj", 5)));
        AuditPage none = files.read(search(RECORDS, null, 5));
        assertEquals(List.of(), none.events());
        assertNull(none.next());
    }

    @Test
    void aNodeAloneSaysThatItKeepsNothing() {
        FileArchive archive = new FileArchive(null, KEPT);
        RoomKey room = new RoomKey("default", "r");
        assertEquals(
                "this service keeps no log: what happened is kept where beckon.log is kafka",
                assertThrows(NothingKept.class, () -> archive.room(room, Instant.EPOCH))
                        .getMessage());
        assertThrows(NothingKept.class, () -> archive.call("c"));
        assertThrows(NothingKept.class, () -> archive.audit(search(RECORDS, null, 5)));
    }
}
