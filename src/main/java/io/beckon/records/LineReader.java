package io.beckon.records;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads a text line by line, without turning it into characters; what is compressed by gzip is told by its first bytes. */
public final class LineReader {

    /** Of a line; the rest of a longer one is passed over. */
    public static final int MOST_BYTES = 4 << 20;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int[] GZIP = {0x1f, 0x8b};

    private final InputStream in;
    private byte[] buffer = new byte[BUFFER_BYTES];
    private int from;
    private int to;
    private boolean ended;

    /** Takes lines in their order. */
    public interface Taker {

        /**
         * A line.
         *
         * @param text has it from {@code from} to before {@code to}; not to be kept
         * @param number from 1 on
         * @param isEnded whether a line break is behind it; only the last line of all may be without
         */
        void line(byte[] text, int from, int to, long number, boolean isEnded);

        void tooLong(long number);

        /** Whether what comes after the line that was taken is to be read. */
        default boolean wantsMore() {
            return true;
        }
    }

    public LineReader(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER_BYTES);
        buffered.mark(GZIP.length);
        boolean isGzip = buffered.read() == GZIP[0] && buffered.read() == GZIP[1];
        buffered.reset();
        this.in = isGzip ? new GzipParts(buffered) : buffered;
    }

    public void read(Taker taker) throws IOException {
        for (long number = 1; taker.wantsMore(); number++) {
            int end = end();
            if (end < 0) {
                passOver();
                taker.tooLong(number);
                continue;
            }
            if (end == to && from == to) {
                return;
            }
            taker.line(buffer, from, end, number, end < to);
            from = Math.min(end + 1, to);
        }
    }

    /** Where the line ends that begins at {@code from}: at a line break, or at the end of all; negative when it is too long. */
    private int end() throws IOException {
        int at = from;
        while (true) {
            for (; at < to; at++) {
                if (buffer[at] == '\n') {
                    return at;
                }
            }
            if (ended) {
                return to;
            }
            if (to - from > MOST_BYTES) {
                return -1;
            }
            at -= from;
            fill();
        }
    }

    /** Moves what is left to the front; {@code from} is 0 then. */
    private void fill() throws IOException {
        int left = to - from;
        byte[] target = left > buffer.length / 2 ? Arrays.copyOf(buffer, buffer.length * 2) : buffer;
        System.arraycopy(buffer, from, target, 0, left);
        buffer = target;
        from = 0;
        to = left;
        int count = in.read(buffer, to, buffer.length - to);
        if (count < 0) {
            ended = true;
        } else {
            to += count;
        }
    }

    private void passOver() throws IOException {
        while (!ended) {
            for (; from < to; from++) {
                if (buffer[from] == '\n') {
                    from++;
                    return;
                }
            }
            fill();
        }
    }
}
