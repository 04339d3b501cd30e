package io.beckon.audit.file;

import io.beckon.audit.seal.Leaf;
import io.beckon.audit.seal.SealState;
import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.records.AuditRecord;
import io.beckon.records.EventLine;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Files of records with their seals. Each file begins with a record of a new seal, so that it can be verified alone. Not for use by more
 * than one thread.
 */
final class SealedFile implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SealedFile.class.getName());

    private final Path path;
    private final long mostBytes;
    private final RotatingFile file;
    private final SideFile side;
    private final Sealing sealing;
    private long nextOffset;
    /** Made, but not written yet. */
    private Sealing.@Nullable Sealed owed;

    /**
     * Opens the files and goes on where they end.
     *
     * @param signer {@code null}: seals are not signed
     * @throws IOException when they cannot be read and written
     */
    SealedFile(FileSettings settings, @Nullable Signer signer) throws IOException {
        path = settings.path();
        mostBytes = settings.mostBytes();
        file = new RotatingFile(path, settings.kept());
        side = new SideFile(path);
        if (file.cutOff() > 0) {
            LOG.log(
                    Level.WARNING,
                    path + " ended with " + file.cutOff() + " bytes of an unfinished line, which are cut off");
        }
        FileTail tail = FileTail.of(path, Sealing.MOST);
        SealState state = state(tail.state());
        sealing = new Sealing(settings.chain(), signer, state);
        nextOffset = state == null ? 0 : state.lastOffset() + 1;
        goOn(tail);
    }

    /** The newest of what the file, the side file and the file before say. */
    private @Nullable SealState state(@Nullable SealState ofFile) throws IOException {
        SealState beside = side.read();
        if (beside == null) {
            Path before = RotatingFile.numbered(path, 1);
            return ofFile == null && Files.exists(before)
                    ? FileTail.of(before, 0).state()
                    : ofFile;
        }
        if (ofFile != null && ofFile.number() < beside.number()) {
            LOG.log(Level.WARNING, path + " ends before seal " + beside.number() + ", which was the last");
        }
        return ofFile == null || ofFile.number() < beside.number() ? beside : ofFile;
    }

    private void goOn(FileTail tail) throws IOException {
        if (tail.unsealable() > 0) {
            LOG.log(
                    Level.WARNING,
                    path + " has " + tail.unsealable() + " lines that cannot be sealed; a new file begins");
            file.rotate();
            return;
        }
        tail.leaves().forEach(leaf -> sealing.add(leaf, nextOffset++));
    }

    /** Appends a record, and what is due after it. After a failure the record is not there. */
    void append(AuditRecord record) throws IOException {
        writeOwed();
        if (sealing.pending() == Sealing.MOST) {
            seal(Instant.now());
        }
        byte[] line = EventLine.write(record);
        if (file.length() > 0 && file.length() + line.length >= mostBytes) {
            seal(Instant.now());
            file.rotate();
        }
        file.append(line);
        sealing.add(Leaf.of(record), nextOffset++);
    }

    /** Seals what is not sealed yet, if anything; then it outlives a loss of power. */
    void seal(Instant now) throws IOException {
        writeOwed();
        if (sealing.pending() > 0) {
            owed = sealing.seal(now);
            writeOwed();
        }
    }

    private void writeOwed() throws IOException {
        if (owed != null) {
            file.append(EventLine.write(owed.record()));
            file.force();
            SealState state = owed.state();
            owed = null;
            side.write(state);
        }
    }

    /** Records that are not sealed yet. */
    int pending() {
        return sealing.pending();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
