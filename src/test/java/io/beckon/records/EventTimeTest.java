package io.beckon.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Instant;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class EventTimeTest {

    private static void isAsJavaWritesIt(Instant time) throws UnreadableRecord {
        byte[] text = EventTime.text(time);
        assertArrayEquals(time.toString().getBytes(US_ASCII), text);
        if (time.getEpochSecond() > 0 && text[0] != '+') {
            assertSame(text, EventTime.canonical(text));
        }
    }

    @Property(tries = 2_000)
    void wholeMillisecondsAreAsJavaWritesThem(
            @ForAll @LongRange(min = -99_999_999_999_999L, max = 999_999_999_999_999L) long millis)
            throws UnreadableRecord {
        isAsJavaWritesIt(Instant.ofEpochMilli(millis));
        isAsJavaWritesIt(Instant.ofEpochSecond(millis / 1_000));
    }

    @Property(tries = 500)
    void otherTimesAre(
            @ForAll @LongRange(min = 0, max = 4_102_444_800L) long second,
            @ForAll @IntRange(max = 999_999_999) int nanos)
            throws UnreadableRecord {
        isAsJavaWritesIt(Instant.ofEpochSecond(second, nanos));
        isAsJavaWritesIt(Instant.ofEpochSecond(second, nanos / 1_000 * 1_000));
    }

    @Example
    void aSecondWithoutAFractionHasNone() {
        assertEquals(
                "2026-12-01T00:00:00Z", new String(EventTime.text(Instant.parse("2026-12-01T00:00:00Z")), US_ASCII));
    }
}
