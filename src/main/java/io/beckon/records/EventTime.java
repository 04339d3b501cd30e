package io.beckon.records;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** The times of events in the one form that is hashed: UTC, with no, three, six or nine digits of the second's fraction. */
final class EventTime {

    private static final byte[] SHAPE = "dddd-dd-ddTdd:dd:dd".getBytes(StandardCharsets.US_ASCII);

    private static final int LAST_YEAR = 9999;
    private static final int NANOS_OF_A_MILLI = 1_000_000;

    private EventTime() {}

    /** A time in that form: {@link Instant#toString}, whose formatter takes longer for what logs and clocks say, whole milliseconds. */
    static byte[] text(Instant time) {
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
        if (utc.getYear() < 0 || utc.getYear() > LAST_YEAR || utc.getNano() % NANOS_OF_A_MILLI != 0) {
            return time.toString().getBytes(StandardCharsets.US_ASCII);
        }
        int seconds = SHAPE.length;
        byte[] text = Arrays.copyOf(SHAPE, utc.getNano() == 0 ? seconds + 1 : seconds + 5);
        put(text, 0, 4, utc.getYear());
        put(text, 5, 2, utc.getMonthValue());
        put(text, 8, 2, utc.getDayOfMonth());
        put(text, 11, 2, utc.getHour());
        put(text, 14, 2, utc.getMinute());
        put(text, 17, 2, utc.getSecond());
        if (utc.getNano() != 0) {
            text[seconds] = '.';
            put(text, seconds + 1, 3, utc.getNano() / NANOS_OF_A_MILLI);
        }
        text[text.length - 1] = 'Z';
        return text;
    }

    private static void put(byte[] text, int at, int digits, int number) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /**
     * The same time in that form.
     *
     * @param text in that form already, or with as many digits as it takes, as other libraries write it
     * @throws UnreadableRecord when it is neither
     */
    static byte[] canonical(byte[] text) throws UnreadableRecord {
        if (isCanonical(text)) {
            return text;
        }
        String given = new String(text, StandardCharsets.UTF_8);
        try {
            Instant time = Instant.parse(given);
            if (given.equals(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)))) {
                return time.toString().getBytes(StandardCharsets.UTF_8);
            }
        } catch (DateTimeException e) {
            // Said below.
        }
        throw RecordFields.garbled("its time is none");
    }

    private static boolean isCanonical(byte[] text) {
        int seconds = SHAPE.length;
        int fraction = text.length - seconds - 2;
        if (text.length <= seconds || text[text.length - 1] != 'Z' || !hasShape(text)) {
            return false;
        }
        if (text.length == seconds + 1) {
            return true;
        }
        if (text[seconds] != '.' || fraction != 3 && fraction != 6 && fraction != 9) {
            return false;
        }
        int last = 0;
        for (int i = seconds + 1; i <= seconds + fraction; i++) {
            if (!isDigit(text[i])) {
                return false;
            }
            last = i > seconds + fraction - 3 ? last * 10 + text[i] - '0' : 0;
        }
        return last != 0;
    }

    private static boolean hasShape(byte[] text) {
        for (int i = 0; i < SHAPE.length; i++) {
            byte expected = SHAPE[i];
            if (expected == 'd' ? !isDigit(text[i]) : text[i] != expected) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
