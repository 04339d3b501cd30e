package io.beckon.records;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * What gzip made, in one part or several, as files that were put together or appended to are (RFC 1952 section 2.2). Java takes
 * whatever stands behind a part and does not begin another for the end, and a pause of a pipe, too.
 */
final class GzipParts extends GZIPInputStream {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int TRAILER_BYTES = 8;

    GzipParts(BufferedInputStream in) throws IOException {
        super(new UntilItsEnd(in), BUFFER_BYTES);
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int count = super.read(buffer, from, length);
        if (count < 0 && (inf.getRemaining() > TRAILER_BYTES || in.read() >= 0)) {
            throw new ZipException("what stands behind a part of it is not gzip");
        }
        return count;
    }

    /** Has something available as long as it is not at its end; waits for it. */
    private static final class UntilItsEnd extends FilterInputStream {

        UntilItsEnd(InputStream in) {
            super(in);
        }

        @Override
        public int available() throws IOException {
            in.mark(1);
            int next = in.read();
            in.reset();
            return next < 0 ? 0 : Math.max(1, in.available());
        }
    }
}
