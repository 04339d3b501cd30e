package io.beckon.records;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The times of events in the one form that is hashed: UTC, with no, three, six or nine digits of the second's fraction. */
final class EventTime {

    private static final byte[] SHAPE = "dddd-dd-ddTdd:dd:dd".getBytes(StandardCharsets.US_ASCII);

    private EventTime() {}

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
