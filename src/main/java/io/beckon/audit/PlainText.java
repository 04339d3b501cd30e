package io.beckon.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Characters in a JSON text that stand for themselves: ASCII but for control characters, quotation marks and backslashes. */
final class PlainText {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private PlainText() {}

    /** The first byte that is none of them, eight at a time, for descriptions are long; the end of the text if there is none. */
    static int end(byte[] json, int from) {
        int i = from;
        for (; i + Long.BYTES <= json.length; i += Long.BYTES) {
            long word = (long) WORD.get(json, i);
            // What is below another byte has its high bit after a subtraction; of those found the lowest is right,
            // others may not be.
            long others = word | word - SPACES | (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES;
            long found = others & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < json.length && json[i] >= ' ' && json[i] != '"' && json[i] != '\\') {
            i++;
        }
        return i;
    }
}
