package io.beckon.replay;

import java.util.Locale;

/** Times as people say them. */
final class Spans {

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private Spans() {}

    /** A duration in milliseconds, as exact as it matters: {@code 120 ms}, {@code 5.3 s}, {@code 31 s}, {@code 3 min 5 s}. */
    static String words(long millis) {
        if (millis < SECOND) {
            return millis + " ms";
        }
        if (millis < 10 * SECOND) {
            long tenths = millis / 100;
            return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10 + "." + tenths % 10 + " s";
        }
        return millis < 2 * MINUTE
                ? millis / SECOND + " s"
                : millis / MINUTE + " min " + millis % MINUTE / SECOND + " s";
    }

    /** Milliseconds since the ladder's beginning, {@code 0:31.204} or {@code 1:02:31.204}. */
    static String clock(long millis) {
        long hours = millis / HOUR;
        long minutes = millis % HOUR / MINUTE;
        double seconds = millis % MINUTE / (double) SECOND;
        return hours == 0
                ? String.format(Locale.ROOT, "%d:%06.3f", minutes, seconds)
                : String.format(Locale.ROOT, "%d:%02d:%06.3f", hours, minutes, seconds);
    }
}
