package io.beckon.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;

/** Walks the bytes of one CBOR value and objects to forms that the service does not send. */
final class CborShape {

    private static final int[] MINIMUM_OF_LENGTH = {24, 1 << 8, 1 << 16};

    private CborShape() {}

    static void assertPreferred(byte[] cbor) {
        ByteBuffer bytes = ByteBuffer.wrap(cbor);
        walk(bytes);
        assertFalse(bytes.hasRemaining(), "trailing bytes");
    }

    private static void walk(ByteBuffer bytes) {
        int initial = bytes.get() & 0xff;
        int major = initial >> 5;
        int info = initial & 31;
        assertTrue(info < 28, () -> "indefinite length or reserved form at " + bytes.position());
        if (major == 7) {
            bytes.position(bytes.position() + (info < 24 ? 0 : 1 << info - 24));
            return;
        }
        long argument = argument(bytes, info);
        switch (major) {
            case 0, 1 -> {}
            case 3 -> bytes.position(bytes.position() + (int) argument);
            case 4 -> walk(bytes, argument);
            case 5 -> walk(bytes, 2 * argument);
            default -> assertEquals(0, major, "byte string or tag at " + bytes.position());
        }
    }

    private static void walk(ByteBuffer bytes, long count) {
        for (long i = 0; i < count; i++) {
            walk(bytes);
        }
    }

    private static long argument(ByteBuffer bytes, int info) {
        if (info < 24) {
            return info;
        }
        long argument = switch (info) {
            case 24 -> bytes.get() & 0xffL;
            case 25 -> bytes.getShort() & 0xffffL;
            case 26 -> bytes.getInt() & 0xffff_ffffL;
            default -> bytes.getLong();
        };
        long minimum = info == 27 ? 1L << 32 : MINIMUM_OF_LENGTH[info - 24];
        assertTrue(argument < 0 || argument >= minimum, () -> argument + " in a longer form than it needs");
        return argument;
    }
}
