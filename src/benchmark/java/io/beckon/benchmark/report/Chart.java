package io.beckon.benchmark.report;

import java.util.List;
import java.util.Locale;

/** A scenario's costs as horizontal bars (SVG): the median, a line from the lowest to the highest round, and the figure. */
final class Chart {

    private static final int LABELS = 170;
    private static final int BARS = 430;
    private static final int FIGURES = 120;
    private static final int ROW = 26;
    private static final int HEAD = 48;

    private Chart() {}

    static String of(Summary summary) {
        List<String> servers = summary.servers().stream()
                .filter(server -> summary.spread(server, "cost").isPresent())
                .toList();
        double most = servers.stream()
                .mapToDouble(
                        server -> summary.spread(server, "cost").orElseThrow().most())
                .max()
                .orElse(1);
        int width = LABELS + BARS + FIGURES;
        int height = HEAD + ROW * servers.size() + 10;
        StringBuilder svg = new StringBuilder();
        svg.append(say(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                width, height));
        svg.append(say("<rect width=\"%d\" height=\"%d\" fill=\"#fff\"/>%n", width, height));
        svg.append(say("<text x=\"10\" y=\"20\" font-weight=\"bold\">%s</text>%n", escaped(summary.subject.title())));
        svg.append(say(
                "<text x=\"10\" y=\"38\" fill=\"#555\">%s; less is better</text>%n", escaped(summary.subject.unit())));
        for (int row = 0; row < servers.size(); row++) {
            append(
                    svg,
                    servers.get(row),
                    summary.spread(servers.get(row), "cost").orElseThrow(),
                    most,
                    HEAD + row * ROW);
        }
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, String server, Summary.Spread cost, double most, int top) {
        double scale = most > 0 ? BARS / most : 0;
        String colour = server.startsWith("beckon") ? "#2b6cb0" : "#a0aec0";
        svg.append(
                say("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n", LABELS - 8, top + 17, escaped(server)));
        svg.append(say(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>%n",
                LABELS, top + 3, Math.max(0, cost.median() * scale), colour));
        svg.append(say(
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#1a202c\" stroke-width=\"2\"/>%n",
                LABELS + Math.max(0, cost.least() * scale),
                LABELS + Math.max(0, cost.most() * scale),
                top + 12,
                top + 12));
        svg.append(say(
                "<text x=\"%.1f\" y=\"%d\">%.1f</text>%n",
                LABELS + Math.max(0, cost.most() * scale) + 8, top + 17, cost.median()));
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format.replace("%n", "\n"), arguments);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
