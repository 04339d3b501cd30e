package io.beckon.audit.file;

import io.beckon.audit.Backlog;
import io.beckon.audit.capture.CapturedRecord;
import io.beckon.audit.capture.Envelope;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All that is said in rooms and of calls, encrypted, in a file of this machine: an envelope a line. A thread of its own encrypts and writes; what
 * comes while it does goes into the next envelope together. Whoever adds a record never waits: beyond what may wait it is lost, and counted.
 */
public final class CaptureFile implements AutoCloseable {

    static final int MOST_WAITING = 10_000;
    static final int MOST_BYTES = 8 << 20;

    private static final Logger LOG = System.getLogger(CaptureFile.class.getName());
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

    private final FileSettings settings;
    private final Envelope envelope;
    private final RotatingFile file;
    private final Backlog<CapturedRecord> waiting = new Backlog<>(MOST_WAITING, MOST_BYTES, CapturedRecord::weight);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;
    private boolean failing;

    /** @throws IOException when it cannot be written, or another process writes it */
    public CaptureFile(FileSettings settings, Envelope envelope) throws IOException {
        this(settings, envelope, Thread::new);
    }

    CaptureFile(FileSettings settings, Envelope envelope, ThreadFactory threads) throws IOException {
        this.settings = settings;
        this.envelope = envelope;
        this.file = new RotatingFile(settings.path(), settings.kept());
        this.thread = threads.newThread(this::run);
        thread.setName("beckon-capture-file");
        thread.setDaemon(true);
        thread.start();
    }

    public void add(CapturedRecord record) {
        if (!waiting.add(record)) {
            lost.incrementAndGet();
        }
    }

    /** Records that found no room, or could not be written. */
    public long lost() {
        return lost.get();
    }

    private void run() {
        try (file) {
            while (!waiting.isOver()) {
                List<CapturedRecord> records = new ArrayList<>();
                waiting.work(PATIENCE_NANOS, records::add);
                if (!records.isEmpty()) {
                    write(records);
                }
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the file of what was captured was not closed: " + e);
        }
    }

    private void write(List<CapturedRecord> records) {
        try {
            for (byte[] line :
                    envelope.seal(records.stream().map(CapturedRecord::line).toList())) {
                if (file.length() > 0 && file.length() + line.length > settings.mostBytes()) {
                    file.rotate();
                }
                file.append(line);
            }
            failing = false;
        } catch (IOException | RuntimeException e) {
            lost.addAndGet(records.size());
            if (!failing) {
                failing = true;
                LOG.log(Level.ERROR, "what is captured cannot be written, so it is lost", e);
            }
        }
    }

    /** Writes what waits, within 10 s. */
    @Override
    public void close() {
        waiting.close();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
