package io.beckon.web;

import java.util.Map;

/**
 * What a page sends.
 *
 * @param kbps to all together
 * @param videoKbps of that, pictures
 * @param lines of its pictures, where they are lowest
 * @param framesPerSecond where they are fewest
 * @param limits why they are not better, as the browser says
 */
record Outgoing(double kbps, double videoKbps, int lines, double framesPerSecond, String limits) {

    static Outgoing of(Map<?, ?> figures) {
        return new Outgoing(
                number(figures, "kbps"),
                number(figures, "videoKbps"),
                (int) number(figures, "lines"),
                number(figures, "framesPerSecond"),
                String.valueOf(figures.get("limits")));
    }

    private static double number(Map<?, ?> figures, String name) {
        return ((Number) figures.get(name)).doubleValue();
    }

    @Override
    public String toString() {
        return "%.0f kbit/s, of that %.0f video, %d lines, %.0f frames a second, limited by %s"
                .formatted(kbps, videoKbps, lines, framesPerSecond, limits);
    }
}
