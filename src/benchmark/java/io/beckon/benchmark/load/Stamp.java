package io.beckon.benchmark.load;

import java.nio.charset.StandardCharsets;

/**
 * What a message carries about itself inside its SDP or candidate text, so that it survives any envelope a server puts
 * around it: {@code x-bench:nanos:sender:seq:kind:origin}. The origin of an answer is the send time of its offer. Its text has
 * always the same length, so that a message is made by writing it into a template.
 */
record Stamp(long nanos, int sender, int seq, Kind kind, long origin) {

    static final String MARK = "x-bench";

    private static final byte[] MARK_BYTES = MARK.getBytes(StandardCharsets.ISO_8859_1);
    private static final int[] DIGITS = {15, 7, 9, 1, 15};

    /** Of the same length as every stamp, and of nothing else in a message. */
    static final String PLACEHOLDER = new Stamp(0, 0, 0, Kind.OFFER, 0).text();

    String text() {
        return new String(bytes(), StandardCharsets.ISO_8859_1);
    }

    byte[] bytes() {
        byte[] text = new byte[MARK.length() + 52];
        System.arraycopy(MARK_BYTES, 0, text, 0, MARK_BYTES.length);
        long[] fields = {nanos, sender, seq, kind.ordinal(), origin};
        int at = MARK.length();
        for (int field = 0; field < fields.length; field++) {
            text[at] = ':';
            long rest = fields[field];
            for (int digit = DIGITS[field]; digit > 0; digit--) {
                text[at + digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
            at += 1 + DIGITS[field];
        }
        return text;
    }

    /** The stamp of a message, or null when it has none: then it is the server's own. */
    static Stamp find(String text) {
        int mark = text.indexOf(MARK);
        if (mark < 0) {
            return null;
        }
        long[] fields = new long[DIGITS.length];
        int at = mark + MARK.length();
        for (int field = 0; field < fields.length; field++) {
            for (int digit = 1; digit <= DIGITS[field]; digit++) {
                fields[field] = fields[field] * 10 + (text.charAt(at + digit) - '0');
            }
            at += 1 + DIGITS[field];
        }
        return new Stamp(fields[0], (int) fields[1], (int) fields[2], Kind.of(fields[3]), fields[4]);
    }
}
