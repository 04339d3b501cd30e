package io.beckon.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What a JSON parser lets pass although I-JSON (RFC 7493 section 2.1) forbids it: bytes that are not UTF-8 (RFC 3629 section 4), a
 * byte order mark, other Unicode encodings, and surrogates without their partner, also those written as escapes.
 */
public final class StrictText {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long US = 'u' * ONES;
    private static final int MALFORMED = -1;

    private StrictText() {}

    /** Whether a JSON text may be given to the parser. */
    public static boolean isStrictJson(byte[] text) {
        return !looksLikeAnotherEncoding(text) && (isPlain(text) || isStrict(text));
    }

    /** Whether the bytes are UTF-8; backslashes have no meaning here. */
    public static boolean isUtf8(byte[] text, int from, int to) {
        int i = from;
        while ((i = nextNotAscii(text, i, to)) < to) {
            i = afterCharacter(text, i, to);
            if (i == MALFORMED) {
                return false;
            }
        }
        return true;
    }

    /** Of UTF-8: RFC 8259 section 8.1 forbids it. */
    public static boolean hasByteOrderMark(byte[] text) {
        return text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
    }

    /** An object in UTF-16 or UTF-32 has a zero byte at its very start; a byte order mark would be skipped silently. */
    private static boolean looksLikeAnotherEncoding(byte[] text) {
        for (int i = 0; i < Math.min(4, text.length); i++) {
            if (text[i] == 0) {
                return true;
            }
        }
        return hasByteOrderMark(text);
    }

    /**
     * Whether all of it is ASCII without escapes of code points. Nearly every frame is: a description has many backslashes, with an
     * {@code r} or an {@code n} behind them, and none of them is stopped at. What only looks like such an escape, as does a backslash that is
     * escaped itself, is not plain.
     */
    private static boolean isPlain(byte[] text) {
        int i = 0;
        for (; i + Long.BYTES < text.length; i += Long.BYTES) {
            long word = (long) WORD.get(text, i);
            long behind = (long) WORD.get(text, i + 1);
            if (((word | zeros(word ^ BACKSLASHES) & zeros(behind ^ US)) & HIGH_BITS) != 0) {
                return false;
            }
        }
        for (; i < text.length; i++) {
            if (text[i] < 0 || text[i] == 'u' && i > 0 && text[i - 1] == '\\') {
                return false;
            }
        }
        return true;
    }

    private static boolean isStrict(byte[] text) {
        int i = 0;
        while ((i = nextOfInterest(text, i)) < text.length) {
            i = text[i] < 0 ? afterCharacter(text, i, text.length) : afterEscape(text, i, text.length);
            if (i == MALFORMED) {
                return false;
            }
        }
        return true;
    }

    /** The first byte that is a backslash or not ASCII, eight at a time. */
    private static int nextOfInterest(byte[] text, int from) {
        int i = from;
        for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
            long word = (long) WORD.get(text, i);
            long found = (word | zeros(word ^ BACKSLASHES)) & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < text.length && text[i] >= 0 && text[i] != '\\') {
            i++;
        }
        return i;
    }

    /** The first byte that is not ASCII, eight at a time. */
    private static int nextNotAscii(byte[] text, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long found = (long) WORD.get(text, i) & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < to && text[i] >= 0) {
            i++;
        }
        return i;
    }

    /** The first quotation mark, eight bytes at a time; the end of the text if there is none. */
    static int nextQuote(byte[] text, int from) {
        int i = from;
        for (; i + Long.BYTES <= text.length; i += Long.BYTES) {
            long found = zeros((long) WORD.get(text, i) ^ QUOTES) & HIGH_BITS;
            if (found != 0) {
                return i + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        while (i < text.length && text[i] != '"') {
            i++;
        }
        return i;
    }

    /** High bits of the bytes that are zero; the lowest of them is right, others may not be. */
    private static long zeros(long word) {
        return word - ONES & ~word;
    }

    /** Where the character that starts here ends, by the table of RFC 3629: no overlong forms, no surrogates. */
    private static int afterCharacter(byte[] text, int at, int to) {
        int first = text[at] & 0xFF;
        int second = at + 1 < to ? text[at + 1] & 0xFF : 0;
        if (first >= 0xC2 && first <= 0xDF) {
            return trailing(text, at + 1, 1, to);
        }
        if (first >= 0xE0 && first <= 0xEF) {
            boolean fits = first == 0xE0 ? second >= 0xA0 : first != 0xED || second <= 0x9F;
            return fits ? trailing(text, at + 1, 2, to) : MALFORMED;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            boolean fits = first == 0xF0 ? second >= 0x90 : first != 0xF4 || second <= 0x8F;
            return fits ? trailing(text, at + 1, 3, to) : MALFORMED;
        }
        return MALFORMED;
    }

    private static int trailing(byte[] text, int at, int count, int to) {
        if (at + count > to) {
            return MALFORMED;
        }
        for (int i = at; i < at + count; i++) {
            if ((text[i] & 0xC0) != 0x80) {
                return MALFORMED;
            }
        }
        return at + count;
    }

    /** Where the escape ends; one that is no escape at all is left to the parser to refuse. */
    private static int afterEscape(byte[] text, int at, int to) {
        int unit = escapedUnit(text, at, to);
        if (unit < 0) {
            return Math.min(at + 2, to);
        }
        if (Character.isLowSurrogate((char) unit)) {
            return MALFORMED;
        }
        if (Character.isHighSurrogate((char) unit)) {
            int partner = escapedUnit(text, at + 6, to);
            return partner >= 0 && Character.isLowSurrogate((char) partner) ? at + 12 : MALFORMED;
        }
        return at + 6;
    }

    /** The UTF-16 unit of the six bytes of a {@code u} escape; negative where there is none. */
    private static int escapedUnit(byte[] text, int at, int to) {
        if (at + 6 > to || text[at] != '\\' || text[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(text[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
