package io.beckon.audit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.Fills;
import io.beckon.audit.Pseudonyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymDirectoryTest {

    private static final Pseudonyms.User ANNA = new Pseudonyms.User("default", "anna");
    private static final Pseudonyms.User OTHER = new Pseudonyms.User("other", "anna");

    @TempDir
    Path parent;

    private PseudonymDirectory open() throws IOException {
        return new PseudonymDirectory(parent.resolve("pseudonyms"));
    }

    @Test
    void aPseudonymStaysTheUsers() throws IOException {
        String anna = open().of(ANNA);
        assertEquals(anna, open().of(ANNA));
        assertEquals(Optional.of(anna), open().find(ANNA));
        assertEquals(Optional.empty(), open().find(OTHER));
        assertNotEquals(anna, open().of(OTHER));
    }

    @Test
    void onceDeletedNothingLeadsFromThePseudonymToTheUser() throws IOException {
        PseudonymDirectory directory = open();
        String before = directory.of(ANNA);
        directory.of(OTHER);
        assertTrue(open().delete(ANNA));
        assertFalse(open().delete(ANNA));
        try (Stream<Path> files = Files.walk(parent)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(Files.readString(file).contains(before), file.toString());
            }
        }
        assertNotEquals(before, directory.of(ANNA));
    }

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T08:00:00Z"));

    private void lastChanged(FileTime time) throws IOException {
        Files.setLastModifiedTime(parent.resolve("pseudonyms"), time);
    }

    /** What stands in a file changes without the directory's being another. */
    private void overwrite() throws IOException {
        try (Stream<Path> files = Files.list(parent.resolve("pseudonyms"))) {
            for (Path file : files.toList()) {
                Files.writeString(file, "~other");
            }
        }
    }

    @Test
    void whileTheDirectoryIsAsItWasTheDiskIsReadOnce() throws IOException {
        PseudonymDirectory directory = open();
        String anna = directory.of(ANNA);
        lastChanged(LONG_AGO);
        assertEquals(anna, directory.of(ANNA));
        overwrite();
        assertEquals(anna, directory.of(ANNA));
        lastChanged(FileTime.from(Instant.parse("2026-01-01T08:00:01Z")));
        assertEquals("~other", directory.of(ANNA));
    }

    @Test
    void whoeverIsForgottenByAnotherProcessIsSoAtOnce() throws IOException {
        PseudonymDirectory directory = open();
        String anna = directory.of(ANNA);
        directory.of(OTHER);
        lastChanged(LONG_AGO);
        directory.of(ANNA);
        directory.of(OTHER);
        assertEquals(2, directory.remembered());
        open().delete(ANNA);
        directory.of(OTHER);
        assertEquals(0, directory.remembered(), "not even in memory");
        assertNotEquals(anna, directory.of(ANNA));
    }

    /** File systems tell changes apart by milliseconds, at best. */
    @Test
    void whatChangesInTheSameMomentIsNoticed() throws IOException {
        PseudonymDirectory directory = open();
        String anna = directory.of(ANNA);
        FileTime now = Files.getLastModifiedTime(parent.resolve("pseudonyms"));
        assertEquals(anna, directory.of(ANNA));
        open().delete(ANNA);
        lastChanged(now);
        assertNotEquals(anna, directory.of(ANNA));
    }

    @Test
    @Fills("audit.file.PseudonymDirectory.MOST_REMEMBERED")
    void ofManyUsersSomeAreRemembered() throws IOException {
        PseudonymDirectory directory = open();
        List<Pseudonyms.User> users = IntStream.rangeClosed(0, PseudonymDirectory.MOST_REMEMBERED)
                .mapToObj(i -> new Pseudonyms.User("default", "user-" + i))
                .toList();
        users.forEach(directory::of);
        lastChanged(LONG_AGO);
        for (Pseudonyms.User user : users) {
            directory.of(user);
            assertTrue(directory.remembered() <= PseudonymDirectory.MOST_REMEMBERED);
        }
        assertEquals(1, directory.remembered());
    }

    @Test
    void onlyTheOwnerCanRead() throws IOException {
        open().of(ANNA);
        try (Stream<Path> files = Files.walk(parent.resolve("pseudonyms"))) {
            List<String> rights =
                    files.map(PseudonymDirectoryTest::rights).sorted().toList();
            assertEquals(List.of("rw-------", "rwx------"), rights);
        }
    }

    private static String rights(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
