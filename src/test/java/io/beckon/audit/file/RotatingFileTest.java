package io.beckon.audit.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatingFileTest {

    @TempDir
    Path directory;

    private boolean opens = true;

    private Path file(int number) {
        return number == 0 ? directory.resolve("f") : directory.resolve("f." + number);
    }

    private FileChannel open(Path path) throws IOException {
        if (!opens) {
            throw new IOException("too many open files");
        }
        return FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static void append(RotatingFile file, String line) throws IOException {
        file.append(line.getBytes(UTF_8));
    }

    @Test
    void whatCannotBeOpenedIsOwedAndNothingIsRenamedAgain() throws IOException {
        Files.writeString(file(1), "older\n");
        Files.writeString(file(2), "oldest\n");
        try (RotatingFile file = new RotatingFile(file(0), 3, this::open)) {
            append(file, "old");
            opens = false;
            assertThrows(IOException.class, file::rotate);
            for (int i = 0; i < 5; i++) {
                assertThrows(IOException.class, file::rotate);
                assertThrows(IOException.class, () -> append(file, "lost"));
            }
            assertFalse(Files.exists(file(0)));
            opens = true;
            append(file, "new");
        }
        assertEquals("new\n", Files.readString(file(0)));
        assertEquals("old\n", Files.readString(file(1)));
        assertEquals("older\n", Files.readString(file(2)));
        assertEquals("oldest\n", Files.readString(file(3)));
    }

    @Test
    void withoutOlderFilesTheOldOneGoes() throws IOException {
        try (RotatingFile file = new RotatingFile(file(0), 0, this::open)) {
            append(file, "old");
            opens = false;
            assertThrows(IOException.class, file::rotate);
            opens = true;
            file.rotate();
            append(file, "new");
        }
        assertEquals("new\n", Files.readString(file(0)));
    }

    private void older(int files) throws IOException {
        for (int number = 1; number <= files; number++) {
            Files.writeString(file(number), number + "\n");
        }
    }

    @Test
    void whereFewerAreKeptThanBeforeTheOldestGo() throws IOException {
        older(5);
        Path compressed = Files.writeString(directory.resolve("f.3.gz"), "somebody's");
        Path another = Files.writeString(file(9), "behind one that is not there");
        try (RotatingFile file = new RotatingFile(file(0), 2, this::open)) {
            assertTrue(Files.exists(file(2)));
            for (int number = 3; number <= 5; number++) {
                assertFalse(Files.exists(file(number)), "file " + number);
            }
            append(file, "new");
            older(4);
            file.rotate();
        }
        assertEquals("1\n", Files.readString(file(2)));
        assertFalse(Files.exists(file(3)));
        assertFalse(Files.exists(file(4)));
        assertTrue(Files.exists(compressed));
        assertTrue(Files.exists(another));
    }
}
