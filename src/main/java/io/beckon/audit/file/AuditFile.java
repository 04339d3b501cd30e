package io.beckon.audit.file;

import io.beckon.audit.seal.Sealing;
import io.beckon.audit.seal.Signer;
import io.beckon.records.AuditRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Audit records in a file of lines that is replaced when it is large (see {@link FileSettings}). A thread of its own writes them, and
 * seals what it has written every 5 s, after {@value Sealing#MOST} records, and at the end. Whoever adds records never waits: what finds
 * no room is counted as lost. Safe for use by several threads.
 */
public final class AuditFile implements AutoCloseable {

    /** Records that may wait to be written. */
    static final int MOST_WAITING = 10_000;

    static final Duration SEALED_WITHIN = Duration.ofSeconds(5);

    private static final Logger LOG = System.getLogger(AuditFile.class.getName());
    private static final long PATIENCE_MILLIS = 10_000;

    /** Wakes the thread. */
    private static final Supplier<AuditRecord> NOTHING = () -> {
        throw new IllegalStateException("not to be written");
    };

    private final BlockingQueue<Supplier<AuditRecord>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final SealedFile file;
    private final long sealAfterNanos;
    private final Thread thread = new Thread(this::run, "beckon-audit-file");
    private volatile boolean closing;
    /** When what is not sealed yet has to be; of use only while something is not. */
    private long sealDue;
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

    /** Has a record made and written soon, by the thread of this file, unless too many wait. */
    public void add(Supplier<AuditRecord> record) {
        if (closing || !waiting.offer(record)) {
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
            while (!closing || !waiting.isEmpty()) {
                Supplier<AuditRecord> next = next();
                if (next != null && next != NOTHING) {
                    write(next);
                }
                if (isSealDue()) {
                    seal();
                }
            }
            seal();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the audit file was not closed: " + e);
        }
    }

    private @Nullable Supplier<AuditRecord> next() {
        try {
            long patience = file.pending() > 0 ? sealDue - System.nanoTime() : sealAfterNanos;
            return waiting.poll(Math.max(0, patience), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            // Nobody does that to this thread.
            return null;
        }
    }

    private void write(Supplier<AuditRecord> record) {
        boolean isFirst = file.pending() == 0;
        try {
            file.append(record.get());
            written.incrementAndGet();
            failing = false;
        } catch (IOException | RuntimeException e) {
            lost.incrementAndGet();
            failed(e);
        }
        if (isFirst) {
            sealDue = System.nanoTime() + sealAfterNanos;
        }
    }

    private boolean isSealDue() {
        return file.pending() > 0 && System.nanoTime() - sealDue >= 0;
    }

    private void seal() {
        try {
            file.seal(Instant.now());
        } catch (IOException | RuntimeException e) {
            failed(e);
        }
        sealDue = System.nanoTime() + sealAfterNanos;
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
        closing = true;
        // Not an interrupt, which would close the file. Where there is no room for this, the thread is awake.
        waiting.offer(NOTHING);
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
