package io.beckon.replay;

import io.beckon.audit.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Words that the drawings share. */
final class Texts {

    private Texts() {}

    /** What is in a record must not steer a terminal. */
    static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** The column's name, and by what else it is found in logs. */
    static String who(Ladder ladder, Column column) {
        if (column.session().isEmpty()) {
            return column.name() + ": user " + column.user();
        }
        String joined = column.joined() == null
                ? "was there before"
                : "joined at " + Spans.clock(ladder.since(column.joined()));
        String left = column.left() == null ? "" : ", left at " + Spans.clock(ladder.since(column.left()));
        return column.name() + ": user " + column.user() + ", peer " + column.peer() + ", session " + column.session()
                + ", " + joined + left;
    }

    static String label(Row row) {
        String all = row.line() == Row.Line.POINT && isSent(row) ? " to all" : "";
        String state = row.state() == null ? "" : row.state().name().toLowerCase(Locale.ROOT);
        return row.label() + all + (row.label().contains(state) ? "" : " [" + state + "]");
    }

    private static boolean isSent(Row row) {
        Fact fact = row.fact();
        return row.ends().from() != null
                && (fact instanceof Fact.OfferRelayed
                        || fact instanceof Fact.AnswerRelayed
                        || fact instanceof Fact.CandidateRelayed
                        || fact instanceof Fact.MessageRelayed);
    }

    static String attempt(Ladder ladder, Attempt attempt) {
        String outcome = attempt.outcome() == null
                ? "open"
                : attempt.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        Long millis = attempt.durationMillis();
        return ladder.name(attempt.offerer())
                + " to " + (attempt.answerer() == null ? "all" : ladder.name(attempt.answerer()))
                + (attempt.pc().isEmpty() ? "" : " (" + attempt.pc() + ")")
                + ": " + outcome
                + (millis == null ? "" : " after " + Spans.words(millis))
                + (attempt.transport() == null ? "" : ", " + attempt.transport().wireName());
    }

    /** Cut at spaces where there are any; no line is longer than {@code most}. */
    static List<String> wrapped(String text, int most) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > most) {
            int space = rest.lastIndexOf(' ', most);
            int cut = space > 0 ? space : most;
            lines.add(rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
        }
        lines.add(rest);
        return lines;
    }
}
