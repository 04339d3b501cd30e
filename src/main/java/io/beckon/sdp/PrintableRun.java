package io.beckon.sdp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where runs of printable ASCII (U+0020 to U+007E) end in a text: at line ends, mostly. If the whole text is ASCII, it looks at
 * eight characters at a time, because every character of every description passes here.
 */
final class PrintableRun {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SPACES = 0x2020202020202020L;
    private static final long DELETES = 0x7f7f7f7f7f7f7f7fL;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final String text;
    private final byte[] utf8;

    /** Takes the text in both forms; {@code utf8} is used where its indices are those of the text. */
    PrintableRun(String text, byte[] utf8) {
        this.text = text;
        this.utf8 = utf8;
    }

    /** The first index not before {@code from} that is not printable ASCII, or the length of the text. */
    int end(int from) {
        int i = utf8.length == text.length() ? endOfEights(from) : from;
        while (i < text.length() && isPrintable(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPrintable(char c) {
        return c >= 0x20 && c < 0x7f;
    }

    /**
     * The same, or a place at most seven characters before the end of the text. The lowest byte that gets its high bit is certain:
     * borrows only reach the bytes above one that is too small.
     */
    private int endOfEights(int from) {
        int i = from;
        for (; i <= utf8.length - Long.BYTES; i += Long.BYTES) {
            long eight = (long) EIGHT.get(utf8, i);
            long unusual = (eight - SPACES | (eight ^ DELETES) - ONES | eight) & HIGH_BITS;
            if (unusual != 0) {
                return i + (Long.numberOfTrailingZeros(unusual) >>> 3);
            }
        }
        return i;
    }
}
