package io.beckon.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Says every second how far a long read is, in one line that is written anew. */
final class Progress {

    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int RECORDS_BETWEEN_LOOKS = 4_096;
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private final PrintStream err;
    private final boolean wanted;
    private final long began = System.nanoTime();
    private long said = began;
    private long records;
    private boolean hasSaid;

    Progress(PrintStream err, boolean wanted) {
        this.err = err;
        this.wanted = wanted || isTerminal();
    }

    /** Another record was read. */
    void step() {
        if (++records % RECORDS_BETWEEN_LOOKS == 0 && wanted) {
            look();
        }
    }

    private void look() {
        long now = System.nanoTime();
        if (now - said >= INTERVAL_NANOS) {
            said = now;
            hasSaid = true;
            long perSecond = Math.round(records * 1e9 / (now - began));
            err.printf(Locale.ROOT, "\r%,d records, %,d a second ", records, perSecond);
            err.flush();
        }
    }

    void end() {
        if (hasSaid) {
            err.println();
        }
    }

    /** Where this cannot be told, it is none. */
    private static boolean isTerminal() {
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
