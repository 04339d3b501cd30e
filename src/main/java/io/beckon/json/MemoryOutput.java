package io.beckon.json;

import java.io.OutputStream;
import java.util.Arrays;

/**
 * Bytes written into memory by a generator, which has a buffer of its own and mostly writes once: that one write is copied once,
 * exactly. Not for use by more than one thread.
 */
public final class MemoryOutput extends OutputStream {

    private byte[] bytes = {};
    private int count;

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        if (count == 0) {
            bytes = Arrays.copyOfRange(source, offset, offset + length);
        } else {
            if (length > bytes.length - count) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, count + length));
            }
            System.arraycopy(source, offset, bytes, count, length);
        }
        count += length;
    }

    /** The one that is so many from the end. */
    public void replace(int fromEnd, byte b) {
        bytes[count - fromEnd] = b;
    }

    /** All of them; the array is no longer this object's. */
    public byte[] bytes() {
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
    }
}
