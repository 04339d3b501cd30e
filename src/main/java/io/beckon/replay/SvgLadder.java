package io.beckon.replay;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A ladder as a standalone drawing (SVG 1.1): no script, no font and no image from elsewhere, readable on light and dark ground. */
public final class SvgLadder {

    private static final int ROW = 22;
    private static final int TIME = 90;
    private static final int LANE = 130;
    private static final int CHARACTER = 8;
    private static final int HEAD = 74;
    private static final int NAME_CHARACTERS = 18;

    private static final String STYLE = """
            <style>
            svg{background:#fff;color:#1c2024;font:13px ui-monospace,Menlo,Consolas,monospace}
            text{fill:currentColor}.b{font-weight:bold}.d{opacity:.65}
            line,path{stroke:currentColor}.lane{opacity:.3}.link{stroke-dasharray:3 4}
            .bad text{fill:#b3261e}.bad line,.bad path{stroke:#b3261e}.bad circle{fill:#b3261e}circle{fill:currentColor}path{fill:none}
            @media(prefers-color-scheme:dark){svg{background:#16181b;color:#e6e6e6}.bad text,.bad circle{fill:#ff8a80}.bad line,.bad path{stroke:#ff8a80}}
            </style>
            """;

    private final Ladder ladder;
    private final List<Finding> findings;
    private final Set<Long> troubled;
    private final StringBuilder svg = new StringBuilder();

    private SvgLadder(Ladder ladder, List<Finding> findings) {
        this.ladder = ladder;
        this.findings = findings;
        this.troubled = findings.stream().map(Finding::row).collect(Collectors.toSet());
    }

    /** A whole document. */
    public static String of(Ladder ladder, List<Finding> findings) {
        return new SvgLadder(ladder, findings).all();
    }

    private String all() {
        int height = below() + ROW * (findings.size() + 2);
        int width = width();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\">\n");
        svg.append("<title>" + escaped("Signaling of room " + ladder.room()) + "</title>\n")
                .append(STYLE);
        text(12, 22, "b", ladder.room() + ", from " + ladder.begin() + " on");
        for (int i = 0; i < ladder.columns().size(); i++) {
            head(i, ladder.columns().get(i));
        }
        for (int i = 0; i < ladder.rows().size(); i++) {
            row(ladder.rows().get(i), HEAD + ROW * (i + 1));
        }
        findings();
        return svg.append("</svg>\n").toString();
    }

    /** As wide as its longest line of text. */
    private int width() {
        int labels = ladder.rows().stream()
                .mapToInt(row -> Texts.label(row).length())
                .max()
                .orElse(0);
        int words = findings.stream()
                .mapToInt(finding -> finding.words().length())
                .max()
                .orElse(0);
        int title = ladder.room().toString().length() + 40;
        int right = x(ladder.columns().size()) - LANE / 2 + CHARACTER * labels;
        return Math.max(right, Math.max(TIME + CHARACTER * words, CHARACTER * title)) + 24;
    }

    private int below() {
        return HEAD + ROW * (ladder.rows().size() + 1);
    }

    private static int x(int column) {
        return TIME + LANE / 2 + column * LANE;
    }

    private void head(int number, Column column) {
        svg.append("<g><title>" + escaped(Texts.who(ladder, column)) + "</title>");
        String name = ladder.name(column.peer());
        String fitting = name.length() > NAME_CHARACTERS ? name.substring(0, NAME_CHARACTERS - 1) + "…" : name;
        svg.append("<text class=\"b\" text-anchor=\"middle\" x=\"" + x(number) + "\" y=\"" + (HEAD - 22) + "\">"
                + escaped(fitting) + "</text></g>\n");
        line("lane", x(number), x(number), HEAD - 12, below());
    }

    private void row(Row row, int y) {
        boolean isBad = row.isTrouble() || troubled.contains(row.number());
        svg.append(isBad ? "<g class=\"bad\">" : "<g>");
        svg.append("<title>" + escaped("row " + row.number() + ", offset " + row.offset() + ", " + row.time())
                + "</title>");
        text(12, y + 4, "d", Spans.clock(ladder.since(row.time())));
        int from = ladder.column(row.ends().from());
        int to = ladder.column(row.ends().to());
        if (from >= 0 && to >= 0 && from != to && row.line() != Row.Line.POINT) {
            draw(row.line(), x(from), x(to), y);
        } else if (from >= 0) {
            svg.append("<circle cx=\"" + x(from) + "\" cy=\"" + y + "\" r=\"4\"/>");
        }
        text(x(ladder.columns().size()) - LANE / 2 + 12, y + 4, "", Texts.label(row));
        svg.append("</g>\n");
    }

    private void draw(Row.Line kind, int from, int to, int y) {
        line(kind == Row.Line.LINK ? "link" : "arrow", from, to, y, y);
        if (kind == Row.Line.ARROW) {
            int back = from < to ? to - 8 : to + 8;
            svg.append("<path d=\"M" + back + " " + (y - 4) + "L" + to + " " + y + "L" + back + " " + (y + 4) + "\"/>");
        }
    }

    private void findings() {
        text(12, below() + ROW, "b", findings.isEmpty() ? "The log shows nothing that went wrong." : "What went wrong");
        for (int i = 0; i < findings.size(); i++) {
            Finding finding = findings.get(i);
            Row row = ladder.row(finding.row());
            String at = row == null ? "" : Spans.clock(ladder.since(row.time())) + "  ";
            text(12, below() + ROW * (i + 2), "", at + finding.words());
        }
    }

    private void line(String kind, int x1, int x2, int y1, int y2) {
        svg.append("<line class=\"" + kind + "\" x1=\"" + x1 + "\" x2=\"" + x2 + "\" y1=\"" + y1 + "\" y2=\"" + y2
                + "\"/>");
    }

    private void text(int x, int y, String kind, String words) {
        svg.append("<text class=\"" + kind + "\" x=\"" + x + "\" y=\"" + y + "\">" + escaped(words) + "</text>");
    }

    /** As XML 1.0 allows it: what it has no character for becomes a question mark. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isCharacter(c) ? c : '?');
            }
        });
        return escaped.toString();
    }

    private static boolean isCharacter(int c) {
        boolean isSurrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !Character.isISOControl(c) && !isSurrogate && c != 0xFFFE && c != 0xFFFF;
    }
}
