package io.beckon.audit.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.beckon.audit.Pseudonyms;
import io.beckon.audit.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Whose pseudonyms are whose, as files of this machine that only their owner can read: one for each user, named by a hash of who that is,
 * with the pseudonym in it. Whoever deletes the file, by whatever means, has it forgotten, and what was read from others with it: that
 * is remembered for as long as the directory is as it was.
 */
public final class PseudonymDirectory implements Pseudonyms.Table {

    private static final String MINE = "rwx------";

    /** Users whose pseudonyms are remembered. */
    static final int MOST_REMEMBERED = 1_024;

    /** Twice in so long a time a directory may be changed, and have the same time of its last change. */
    private static final Duration TICK = Duration.ofSeconds(2);

    private final Path directory;
    private final Map<Pseudonyms.User, String> remembered = new HashMap<>();
    private FileTime asOf = FileTime.fromMillis(0);

    /** @throws IOException when it is not there and cannot be made */
    public PseudonymDirectory(Path directory) throws IOException {
        this.directory = directory;
        if (!Files.isDirectory(directory)) {
            Files.createDirectory(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(MINE)));
        }
    }

    /** @throws UncheckedIOException when it cannot be read or written */
    @Override
    public synchronized String of(Pseudonyms.User user) {
        try {
            FileTime changed = Files.getLastModifiedTime(directory);
            if (!changed.equals(asOf) || remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
                asOf = changed;
            }
            String known = remembered.get(user);
            if (known != null) {
                return known;
            }
            Optional<String> found = find(user);
            if (found.isPresent() && changed.toInstant().isBefore(Instant.now().minus(TICK))) {
                remembered.put(user, found.get());
            }
            return found.isPresent() ? found.get() : drawn(user);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized int remembered() {
        return remembered.size();
    }

    /** None is drawn where there is none. */
    public Optional<String> find(Pseudonyms.User user) throws IOException {
        try {
            return Optional.of(Files.readString(file(user)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** It is there as a whole or not at all, whatever happens to this machine meanwhile. */
    private String drawn(Pseudonyms.User user) throws IOException {
        String pseudonym = Pseudonyms.draw();
        Path written = Files.createTempFile(directory, "new", null);
        try (FileChannel file = FileChannel.open(written, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(pseudonym.getBytes(UTF_8)));
            file.force(true);
        }
        Files.move(written, file(user), StandardCopyOption.ATOMIC_MOVE);
        return pseudonym;
    }

    /** @return whether there was one */
    public boolean delete(Pseudonyms.User user) throws IOException {
        return Files.deleteIfExists(file(user));
    }

    private Path file(Pseudonyms.User user) {
        return directory.resolve(
                HexFormat.of().formatHex(Sha256.of((user.tenant() + '\0' + user.user()).getBytes(UTF_8))));
    }
}
