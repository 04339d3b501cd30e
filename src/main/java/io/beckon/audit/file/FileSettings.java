package io.beckon.audit.file;

import java.nio.file.Path;

/**
 * Where audit records are written.
 *
 * @param path of the newest file; those before it are {@code path.1}, {@code path.2} and so on
 * @param mostBytes of a file, about; then the next begins
 * @param kept files before the newest
 * @param chain the name of the chain of seals, which must stay the same
 */
public record FileSettings(Path path, long mostBytes, int kept, String chain) {

    static final long USUAL_BYTES = 64 << 20;
    static final int USUAL_KEPT = 10;

    /** @throws IllegalArgumentException when a number is out of its range */
    public FileSettings {
        if (mostBytes < 1 || kept < 0) {
            throw new IllegalArgumentException("a file of " + mostBytes + " bytes, and " + kept + " before it");
        }
    }

    /** Files of 64 MiB, ten beside the newest; the chain has the name of the file. */
    public static FileSettings of(Path path) {
        return new FileSettings(path, USUAL_BYTES, USUAL_KEPT, String.valueOf(path.getFileName()));
    }
}
