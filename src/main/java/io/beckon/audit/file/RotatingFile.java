package io.beckon.audit.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines that only its owner can read, and only one process writes. {@link #rotate} makes it {@code file.1}, what had that name
 * {@code file.2}, and so on; of those that there were to be more of before, none stays. Not for use by more than one thread.
 */
final class RotatingFile implements AutoCloseable {

    private static final Set<OpenOption> TO_APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final FileAttribute<?>[] OWNERS_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];
    private static final int BLOCK_BYTES = 8_192;
    private static final int NOTHING_OWED = -1;

    private final Path path;
    private final int kept;
    private final Opener opener;
    private final long cutOff;
    private final FileChannel lock;
    private FileChannel channel;
    private long length;
    /** The number that the next file to be renamed gets; 0 when all are; negative: no new file is owed. */
    private int renaming = NOTHING_OWED;

    /** Opens a file to append to, or makes it. */
    @FunctionalInterface
    interface Opener {
        FileChannel open(Path path) throws IOException;
    }

    /**
     * Opens the file, or makes it. If its last line has no end, since the process that wrote it was killed, that line is cut off.
     *
     * @param kept how many files there may be beside this one
     * @throws IOException when it cannot be opened, or another process writes it
     */
    RotatingFile(Path path, int kept) throws IOException {
        this(path, kept, RotatingFile::open);
    }

    RotatingFile(Path path, int kept, Opener opener) throws IOException {
        this.path = path;
        this.kept = kept;
        this.opener = opener;
        this.lock = lock(path);
        deleteFurther();
        this.channel = opener.open(path);
        long size = channel.size();
        this.length = endOfLastLine(channel);
        this.cutOff = size - length;
        channel.truncate(length).position(length);
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(path, TO_APPEND, OWNERS_ONLY);
    }

    /** A file of its own, since the lock on a file ends when this process closes that file once, wherever it does. */
    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = open(path.resolveSibling(path.getFileName() + ".lock"));
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // It is this process; said below.
        }
        channel.close();
        throw new IOException(path + " is written by another process");
    }

    /** Just behind the last line break. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long end = channel.size(); end > 0; end -= BLOCK_BYTES) {
            long from = Math.max(0, end - BLOCK_BYTES);
            block.clear().limit((int) (end - from));
            while (block.hasRemaining() && channel.read(block, from + block.position()) >= 0) {}
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return from + i + 1;
                }
            }
        }
        return 0;
    }

    /** Bytes of an unfinished line that were there when it was opened. */
    long cutOff() {
        return cutOff;
    }

    long length() {
        return length;
    }

    /** Appends a line and its end. After a failure nothing of it is there. */
    void append(byte[] line) throws IOException {
        append(ByteBuffer.allocate(line.length + 1).put(line).put((byte) '\n').flip());
    }

    /** Appends lines with their ends. After a failure nothing of them is there. */
    void append(ByteBuffer lines) throws IOException {
        if (renaming != NOTHING_OWED) {
            rotate();
        }
        int bytes = lines.remaining();
        try {
            while (lines.hasRemaining()) {
                channel.write(lines);
            }
            length += bytes;
        } catch (IOException e) {
            channel.truncate(length).position(length);
            throw e;
        }
    }

    /** When it returns, what was appended outlives a loss of power. */
    void force() throws IOException {
        channel.force(false);
    }

    /**
     * Begins a new file; the oldest goes when there are too many. What has failed goes on where it did, the next time: nothing is renamed
     * twice.
     */
    void rotate() throws IOException {
        if (renaming == NOTHING_OWED) {
            channel.close();
            renaming = kept;
        }
        for (; renaming > 0; renaming--) {
            Path from = renaming == 1 ? path : numbered(path, renaming - 1);
            if (Files.exists(from)) {
                Files.move(from, numbered(path, renaming), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (kept == 0) {
            Files.deleteIfExists(path);
        }
        deleteFurther();
        channel = opener.open(path);
        length = 0;
        renaming = NOTHING_OWED;
    }

    /** Those that were kept while more were. One that was left would be taken for the beginning, behind which some are missing. */
    private void deleteFurther() throws IOException {
        for (int number = kept + 1; Files.isRegularFile(numbered(path, number)); number++) {
            Files.delete(numbered(path, number));
        }
    }

    /** The file before this one, which somebody may have compressed; {@code null}: there is none. */
    static @Nullable Path before(Path path) {
        Path plain = numbered(path, 1);
        Path compressed = plain.resolveSibling(plain.getFileName() + ".gz");
        return Files.exists(plain) ? plain : Files.exists(compressed) ? compressed : null;
    }

    static Path numbered(Path path, int number) {
        return path.resolveSibling(path.getFileName() + "." + number);
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            channel.close();
        }
    }
}
