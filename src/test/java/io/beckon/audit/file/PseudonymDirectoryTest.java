package io.beckon.audit.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.beckon.audit.Pseudonyms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
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
