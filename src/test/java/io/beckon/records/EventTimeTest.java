package io.beckon.records;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    private static void isAsOfJava(Instant time) {
        assertEquals(time.toString(), new String(EventTime.of(time), US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "2026-11-30T08:00:00.100Z",
                "2024-02-29T23:59:59.999999999Z",
                "2026-01-02T03:04:05.000001Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "+10000-01-01T00:00:00Z",
                "-0001-12-31T23:59:59.999Z"
            })
    void aTimeIsWrittenAsJavaDoes(String time) {
        isAsOfJava(Instant.parse(time));
    }

    @Property(tries = 300)
    void anyTimeIs(
            @ForAll @LongRange(min = -100_000_000_000L, max = 300_000_000_000L) long seconds,
            @ForAll @IntRange(max = 999_999_999) int nanos,
            @ForAll @IntRange(max = 3) int thousands) {
        int unit = (int) Math.pow(1000, thousands);
        isAsOfJava(Instant.ofEpochSecond(seconds, nanos - nanos % unit));
    }
}
