package io.beckon.audit.file;

import io.beckon.audit.Backlog;
import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.records.AuditRecord;
import io.beckon.room.Footprint;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Audit records in a file of lines that is replaced when it is large (see {@link FileSettings}). A thread of its own writes them, all
 * that wait at a time, and seals what it has written every 5 s, after {@value Sealing#MOST} records, and at the end; what is sealed is
 * forced to the disk within a second. Whoever adds records never waits: what finds no room is counted as lost. Safe for use by several
 * threads.
 */
public final class AuditFile implements AutoCloseable {

    /** Records that may wait to be written. */
    static final int MOST_WAITING = 10_000;

    /** Bytes of the heap that they may take. */
    static final int MOST_BYTES = 16 << 20;

    /** What each takes beside its event: its places in the queue, and what makes its record. */
    private static final int PLACE_BYTES = 3 * Footprint.object(3 * 4);

    static final Duration SEALED_WITHIN = Duration.ofSeconds(5);
    private static final long FORCED_WITHIN_NANOS = Duration.ofSeconds(1).toNanos();

    private static final Logger LOG = System.getLogger(AuditFile.class.getName());
    private static final long PATIENCE_MILLIS = 10_000;

    private record Waiting(Supplier<AuditRecord> record, int weight) {}

    private final Backlog<Waiting> waiting = new Backlog<>(MOST_WAITING, MOST_BYTES, Waiting::weight);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final SealedFile file;
    private final long sealAfterNanos;
    private final Thread thread = new Thread(this::run, "beckon-audit-file");
    /** Records that were taken since the last flush. */
    private long taken;
    /** When what is not sealed yet has to be; of use only while something is not. */
    private long sealDue;
    /** When what is sealed has to be on the disk; of use only while something may not be. */
    private long forceDue;
    /** Whether the last thing tried has failed, which is said once. */
    private boolean failing;

    /**
     * Opens the file, which goes on where an earlier process has left it.
     *
     * @param signer {@code null}: seals are not signed
     * @throws IOException when it cannot be read and written, or another process writes it
     */
    public AuditFile(FileSettings settings, @Nullable Signer signer) throws IOException {
        this(settings, signer, SEALED_WITHIN);
    }

    AuditFile(FileSettings settings, @Nullable Signer signer, Duration sealedWithin) throws IOException {
        file = new SealedFile(settings, signer);
        sealAfterNanos = sealedWithin.toNanos();
        sealDue = System.nanoTime() + sealAfterNanos;
        thread.setDaemon(true);
        thread.start();
    }

    /** Records that wait to be written. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Has a record made and written soon, by the thread of this file, unless too many wait.
     *
     * @param weight bytes of the heap that it takes until then
     */
    public void add(Supplier<AuditRecord> record, int weight) {
        if (!waiting.add(new Waiting(record, PLACE_BYTES + weight))) {
            lost.incrementAndGet();
        }
    }

    /** Records in the file since this was opened. */
    public long written() {
        return written.get();
    }

    /** Records that could not be written, or found no room. */
    public long lost() {
        return lost.get();
    }

    /** Records that are not sealed yet are, as time goes by; the last ones before it ends. */
    private void run() {
        try (file) {
            while (!waiting.isOver()) {
                waiting.work(patience(), this::append);
                attempt(file::flush);
                settle();
                if (file.pending() > 0 && System.nanoTime() - sealDue >= 0) {
                    seal();
                }
                if (!file.isForced() && System.nanoTime() - forceDue >= 0) {
                    force();
                }
            }
            seal();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the audit file was not closed: " + e);
        }
    }

    private long patience() {
        long now = System.nanoTime();
        long untilSeal = file.pending() > 0 ? sealDue - now : sealAfterNanos;
        return file.isForced() ? untilSeal : Math.min(untilSeal, forceDue - now);
    }

    private void append(Waiting next) {
        boolean isFirst = file.pending() == 0;
        taken++;
        attempt(() -> file.append(next.record().get()));
        if (isFirst) {
            sealDue = System.nanoTime() + sealAfterNanos;
        }
    }

    /** Counts what has become of the records that were taken. */
    private void settle() {
        long now = file.written();
        long before = written.getAndSet(now);
        lost.addAndGet(taken - (now - before));
        failing &= now == before;
        taken = 0;
    }

    private void seal() {
        attempt(() -> file.seal(Instant.now()));
        sealDue = System.nanoTime() + sealAfterNanos;
        forceDue = System.nanoTime() + FORCED_WITHIN_NANOS;
    }

    private void force() {
        attempt(file::force);
        forceDue = System.nanoTime() + FORCED_WITHIN_NANOS;
    }

    /** Something that the disk may refuse. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws IOException;
    }

    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
    }

    private void failed(Exception e) {
        if (!failing) {
            failing = true;
            LOG.log(Level.ERROR, "the audit file cannot be written, so records are lost", e);
        }
    }

    /** Writes and seals what waits, within 10 s. */
    @Override
    public void close() {
        // Not an interrupt, which would close the file.
        waiting.close();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
