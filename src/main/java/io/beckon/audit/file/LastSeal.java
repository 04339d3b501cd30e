package io.beckon.audit.file;

import io.beckon.audit.seal.SealState;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The last seal of a chain, as it is kept beside its newest file. */
public final class LastSeal {

    private LastSeal() {}

    /** {@code null}: nothing is kept beside this file, or it says nothing. */
    public static @Nullable SealState beside(Path file) throws IOException {
        return new SideFile(file).read();
    }

    /**
     * Whether the file before this one ends with that seal, or a later one when it was written meanwhile: then this one has just begun,
     * and need not have any.
     */
    public static boolean isBefore(Path file, SealState last) throws IOException {
        Path before = RotatingFile.before(file);
        SealState end = before == null ? null : FileTail.of(before, 0).state();
        return end != null && end.number() >= last.number();
    }
}
