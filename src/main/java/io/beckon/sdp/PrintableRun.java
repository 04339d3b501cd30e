package io.beckon.sdp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where a run of printable ASCII (U+0020 to U+007E) ends: at the line end, mostly. Looks at eight bytes at a time,
 * because every byte of every description passes here.
 */
final class PrintableRun {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPACES = 0x2020202020202020L;
    private static final long DELETES = 0x7f7f7f7f7f7f7f7fL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private PrintableRun() {}

    /** The first index not before {@code from} whose byte is not printable ASCII, or the length of the text. */
    static int end(byte[] text, int from) {
        int i = from;
        for (; i <= text.length - Long.BYTES; i += Long.BYTES) {
            long unusual = unusual((long) EIGHT.get(text, i));
            if (unusual != 0) {
                return i + (Long.numberOfTrailingZeros(unusual) >>> 3);
            }
        }
        while (i < text.length && text[i] >= 0x20 && text[i] != 0x7f) {
            i++;
        }
        return i;
    }

    /**
     * Has the high bit of each byte that is below a space, DEL or not ASCII. Those above the lowest such byte are not
     * reliable: the subtractions borrow from them.
     */
    private static long unusual(long eight) {
        return (eight - SPACES | (eight ^ DELETES) - ONES | eight) & HIGH_BITS;
    }
}
