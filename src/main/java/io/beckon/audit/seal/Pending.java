package io.beckon.audit.seal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits for its seal.
 *
 * @param leaf of the record; of what cannot be read, none that any record has
 * @param id of the event, in UTF-8
 * @param time of the event, as text in UTF-8
 * @param written when it was written, in milliseconds since 1970; {@link #AS_IT_SAYS}: as its time says
 * @param unreadable why it cannot be read; {@code null} when it can
 */
record Pending(
        Key leaf,
        Spot at,
        byte[] id,
        byte[] time,
        long written,
        @Nullable String unreadable) {

    static final long AS_IT_SAYS = -1;

    /** A leaf as something to look up by. */
    record Key(long high, long low) {

        private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

        /** Of nothing that can be read. */
        static final Key NONE = new Key(0, 0);

        /** The first 16 bytes from an index on. */
        static Key of(byte[] bytes, int from) {
            return new Key((long) WORD.get(bytes, from), (long) WORD.get(bytes, from + Long.BYTES));
        }
    }

    /** @throws DateTimeException when it says what is no time */
    Instant since() {
        return written < 0 ? Instant.parse(new String(time, StandardCharsets.UTF_8)) : Instant.ofEpochMilli(written);
    }

    long offset() {
        return at.offset();
    }

    String event() {
        return new String(id, StandardCharsets.UTF_8);
    }
}
