package io.beckon.audit.file;

import io.beckon.audit.seal.RecordHash;
import io.beckon.audit.seal.SealState;
import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.records.AuditRecord;
import io.beckon.records.EventLine;
import io.beckon.records.StoredEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of records with their seals. Each file begins with a record of a new seal, so that it can be verified alone. Not for use by more
 * than one thread.
 */
final class SealedFile implements AutoCloseable {

    private static final Logger LOG = System.getLogger(SealedFile.class.getName());

    private static final int LINES_BYTES = 128 << 10;

    private final Path path;
    private final long mostBytes;
    private final RotatingFile file;
    private final SideFile side;
    private final Sealing sealing;
    private final RecordHash hash = new RecordHash();
    /** Of the records that were appended and not written yet, with their leaves. */
    private final ByteBuffer lines = ByteBuffer.allocateDirect(LINES_BYTES);

    private final List<byte[]> leaves = new ArrayList<>();
    private long nextOffset;
    private long written;
    /** Made, but not written yet. */
    private Sealing.@Nullable Sealed owed;
    /** After the last seal that is written, but may not be on the disk yet. */
    private @Nullable SealState unforced;

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
            Path before = RotatingFile.before(path);
            return ofFile == null && before != null ? FileTail.of(before, 0).state() : ofFile;
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

    /**
     * Appends a record, and the seal that is due before it. It is in the file after the next {@link #flush} at the latest; if anything
     * fails until then, neither it is there nor what was appended since the last one.
     */
    void append(AuditRecord record) throws IOException {
        writeOwed();
        if (pending() == Sealing.MOST) {
            makeSeal(Instant.now());
        }
        StoredEvent event = StoredEvent.of(record);
        byte[] line = EventLine.write(event);
        long length = file.length() + lines.position();
        if (length > 0 && length + line.length >= mostBytes) {
            seal(Instant.now());
            file.rotate();
        }
        if (line.length >= lines.remaining()) {
            flush();
        }
        if (line.length >= lines.capacity()) {
            file.append(line);
            written++;
            sealing.add(hash.leaf(event), nextOffset++);
        } else {
            lines.put(line).put((byte) '\n');
            leaves.add(hash.leaf(event));
        }
    }

    /** Writes the records that were appended. After a failure they are not there. */
    void flush() throws IOException {
        try {
            if (!leaves.isEmpty()) {
                file.append(lines.flip());
                written += leaves.size();
                leaves.forEach(leaf -> sealing.add(leaf, nextOffset++));
            }
        } finally {
            lines.clear();
            leaves.clear();
        }
    }

    /** Writes and seals what is not sealed yet, if anything; then all of it outlives a loss of power. */
    void seal(Instant now) throws IOException {
        writeOwed();
        makeSeal(now);
        force();
    }

    private void makeSeal(Instant now) throws IOException {
        flush();
        if (sealing.pending() > 0) {
            owed = sealing.seal(now);
            writeOwed();
        }
    }

    private void writeOwed() throws IOException {
        if (owed != null) {
            flush();
            file.append(EventLine.write(owed.record()));
            unforced = owed.state();
            owed = null;
        }
    }

    /** When it returns, all that is sealed outlives a loss of power. */
    void force() throws IOException {
        if (unforced != null) {
            file.force();
            side.write(unforced);
            unforced = null;
        }
    }

    /** Whether all that is sealed outlives a loss of power. */
    boolean isForced() {
        return unforced == null;
    }

    /** Records that are not sealed yet. */
    int pending() {
        return sealing.pending() + leaves.size();
    }

    /** Records in the file since this was opened. */
    long written() {
        return written;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
