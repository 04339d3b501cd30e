package io.beckon.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A ladder as text of at most {@value #WIDTH} characters a line. Up to {@value #MOST_LANES} participants have a lane each; of more, each
 * row names those whom it is about.
 */
public final class TextLadder {

    static final int WIDTH = 100;
    static final int MOST_LANES = 6;

    private static final int LANE = 8;
    private static final String MARGIN = " ".repeat(20);

    private final Ladder ladder;
    private final List<Finding> findings;
    private final List<String> lines = new ArrayList<>();

    private TextLadder(Ladder ladder, List<Finding> findings) {
        this.ladder = ladder;
        this.findings = findings;
    }

    /** Its lines, each without its end. */
    public static List<String> of(Ladder ladder, List<Finding> findings) {
        return new TextLadder(ladder, findings).all();
    }

    private List<String> all() {
        say("", "Room " + ladder.room() + ", from " + ladder.begin() + " on");
        if (ladder.omitted() > 0) {
            say("", ladder.omitted() + " rows before are left out");
        }
        lines.add("");
        for (int i = 0; i < ladder.columns().size(); i++) {
            say(letter(i) + "  ", Texts.who(ladder, ladder.columns().get(i)));
        }
        lines.add("");
        if (hasLanes()) {
            lines.add(MARGIN + header());
        }
        Set<Long> troubled = findings.stream().map(Finding::row).collect(Collectors.toCollection(TreeSet::new));
        ladder.rows().forEach(row -> draw(row, troubled.contains(row.number())));
        list(
                "Negotiations",
                ladder.attempts().stream()
                        .map(attempt -> row(attempt.row()) + Texts.attempt(ladder, attempt))
                        .toList());
        if (findings.isEmpty()) {
            lines.addAll(List.of("", "The log shows nothing that went wrong."));
        }
        list(
                "What went wrong",
                findings.stream()
                        .map(finding -> row(finding.row()) + finding.words())
                        .toList());
        return lines;
    }

    private boolean hasLanes() {
        return ladder.columns().size() <= MOST_LANES;
    }

    private static String letter(int column) {
        return column < 26 ? String.valueOf((char) ('A' + column)) : "P" + (column + 1);
    }

    private String header() {
        StringBuilder header = new StringBuilder();
        for (int i = 0; i < ladder.columns().size(); i++) {
            header.append(letter(i)).append(" ".repeat(LANE - 1));
        }
        return header.toString().stripTrailing();
    }

    private static String row(long number) {
        return String.format(Locale.ROOT, "%5d  ", number);
    }

    private void draw(Row row, boolean isTroubled) {
        String start = String.format(
                Locale.ROOT,
                "%5d %c %11s",
                row.number(),
                isTroubled ? '!' : ' ',
                Spans.clock(ladder.since(row.time())));
        if (hasLanes()) {
            say(start + " ", lanes(row), MARGIN + empty(), Texts.label(row));
        } else {
            say(start + "  ", "", " ".repeat(start.length() + 4), named(row) + Texts.label(row));
        }
    }

    /** Who it is about, by name. */
    private String named(Row row) {
        if (row.ends().from() == null) {
            return "";
        }
        String from = ladder.name(row.ends().from());
        return switch (row.line()) {
            case POINT -> from + ": ";
            case ARROW -> from + " -> " + ladder.name(row.ends().to()) + ": ";
            case LINK -> from + " .. " + ladder.name(row.ends().to()) + ": ";
        };
    }

    private String empty() {
        return ("|" + " ".repeat(LANE - 1)).repeat(ladder.columns().size());
    }

    private String lanes(Row row) {
        StringBuilder lanes = new StringBuilder(empty());
        int from = ladder.column(row.ends().from());
        int to = ladder.column(row.ends().to());
        if (from >= 0 && to >= 0 && from != to && row.line() != Row.Line.POINT) {
            draw(lanes, from, to, row.line() == Row.Line.ARROW);
        } else if (from >= 0) {
            lanes.setCharAt(from * LANE, '*');
        }
        return lanes.toString();
    }

    private static void draw(StringBuilder lanes, int from, int to, boolean isArrow) {
        int left = Math.min(from, to) * LANE;
        int right = Math.max(from, to) * LANE;
        for (int i = left + 1; i < right; i++) {
            lanes.setCharAt(i, isArrow ? '-' : '.');
        }
        if (isArrow) {
            lanes.setCharAt(from < to ? right - 1 : left + 1, from < to ? '>' : '<');
        }
    }

    private void list(String title, List<String> entries) {
        if (!entries.isEmpty()) {
            lines.addAll(List.of("", title));
            entries.forEach(entry -> say(entry.substring(0, 7), entry.substring(7)));
        }
    }

    private void say(String start, String text) {
        say(start, "", " ".repeat(start.length()), text);
    }

    /** @param next what further lines begin with */
    private void say(String start, String lanes, String next, String text) {
        String first = start + lanes;
        List<String> wrapped = Texts.wrapped(Texts.printable(text), WIDTH - Math.max(first.length(), next.length()));
        List<String> starts = new ArrayList<>(Collections.nCopies(wrapped.size(), next));
        starts.set(0, first);
        for (int i = 0; i < wrapped.size(); i++) {
            lines.add((starts.get(i) + wrapped.get(i)).stripTrailing());
        }
    }
}
