package io.beckon.replay;

import io.beckon.audit.Fact;
import io.beckon.replay.Finding.Kind;
import io.beckon.room.TransportState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why two who agreed on a connection, and of whom neither reported that it came about, may have found no path to each other. */
final class Paths {

    private final Ladder ladder;
    private final List<Finding> findings = new ArrayList<>();

    private Paths(Ladder ladder) {
        this.ladder = ladder;
    }

    /** What is said of a side is said once for each connection. */
    static List<Finding> in(Ladder ladder) {
        Paths paths = new Paths(ladder);
        List<Attempt> seen = new ArrayList<>();
        for (Attempt attempt : ladder.attempts()) {
            String answerer = attempt.answerer();
            boolean isNew = answerer != null
                    && attempt.outcome() == Fact.Settlement.ANSWERED
                    && seen.stream().noneMatch(other -> other.isBetween(attempt.offerer(), answerer, attempt.pc()));
            if (isNew) {
                seen.add(attempt);
                paths.look(attempt.offerer(), answerer, attempt.pc());
            }
        }
        return paths.findings;
    }

    private void look(String offerer, @Nullable String answerer, String pc) {
        if (answerer != null && !isConnected(offerer, answerer, pc)) {
            lookAtSide(offerer, answerer, pc);
            lookAtSide(answerer, offerer, pc);
        }
    }

    private boolean isConnected(String one, String other, String pc) {
        return ladder.connected().contains(Connected.between(one, other, pc))
                || ladder.rows().stream()
                        .anyMatch(row -> row.fact() instanceof Fact.TransportReported report
                                && report.state() == TransportState.CONNECTED
                                && pc.equals(row.ends().pc())
                                && (isOf(row, one, other) || isOf(row, other, one)));
    }

    private static boolean isOf(Row row, String from, String to) {
        return from.equals(row.ends().from())
                && (row.ends().to() == null || to.equals(row.ends().to()));
    }

    private void lookAtSide(String from, String to, String pc) {
        List<Row> sent = ladder.rows().stream()
                .filter(row -> pc.equals(row.ends().pc()) && isOf(row, from, to) && row.line() != Row.Line.LINK)
                .toList();
        List<Row> bringing =
                sent.stream().filter(row -> !row.candidates().isEmpty()).toList();
        List<CandidateKind> kinds =
                bringing.stream().flatMap(row -> row.candidates().stream()).toList();
        String who = ladder.name(from);
        if (bringing.isEmpty()) {
            sent.stream()
                    .filter(row -> isDescription(row.fact()))
                    .findFirst()
                    .ifPresent(row -> add(row, Kind.NO_CANDIDATES, "no candidates at all from " + who));
        } else if (kinds.stream().allMatch(CandidateKind.MDNS::equals)) {
            String words = "only mDNS candidates from " + who + ": no path outside its network";
            add(bringing.getLast(), Kind.LOCAL_CANDIDATES_ONLY, words);
        } else if (kinds.stream().allMatch(CandidateKind::isLocal)) {
            String words = "only host candidates from " + who
                    + ": no path outside its network, unless its addresses are public";
            add(bringing.getLast(), Kind.LOCAL_CANDIDATES_ONLY, words);
        }
    }

    private static boolean isDescription(@Nullable Fact fact) {
        return fact instanceof Fact.OfferRelayed || fact instanceof Fact.AnswerRelayed;
    }

    private void add(Row row, Kind kind, String words) {
        Finding finding = new Finding(row.number(), kind, words + "; nobody reported that they are connected");
        if (findings.stream().noneMatch(other -> Objects.equals(other, finding))) {
            findings.add(finding);
        }
    }
}
