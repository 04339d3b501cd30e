package io.beckon.replay;

import io.beckon.audit.Fact;
import io.beckon.replay.Finding.Kind;
import io.beckon.room.LeaveReason;
import io.beckon.room.TransportState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What went wrong in a ladder, in plain words. Nothing is said that the ladder has no row for. */
public final class Diagnosis {

    /** An answer that takes longer is late. */
    static final long LATE_MILLIS = 5_000;

    private final Ladder ladder;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Row> lost = new HashMap<>();

    private Diagnosis(Ladder ladder) {
        this.ladder = ladder;
    }

    /** In the order of their rows. */
    public static List<Finding> of(Ladder ladder) {
        Diagnosis diagnosis = new Diagnosis(ladder);
        ladder.rows().forEach(diagnosis::look);
        ladder.attempts().forEach(diagnosis::lookIfOpen);
        diagnosis.findings.addAll(Refusals.in(ladder));
        diagnosis.findings.addAll(Paths.in(ladder));
        diagnosis.findings.sort(Comparator.comparingLong(Finding::row));
        return List.copyOf(diagnosis.findings);
    }

    private void add(Row row, Kind kind, String words) {
        findings.add(new Finding(row.number(), kind, words));
    }

    private String name(@Nullable String peer) {
        return ladder.name(peer);
    }

    private void look(Row row) {
        switch (row.act()) {
            case Act.Told told -> look(row, told.fact());
            case Act.ConnectionLost absence -> lost.put(name(row.ends().from()), row);
            case Act.Reset reset ->
                add(row, Kind.RESET, "the rooms of the partition began anew, and everybody was out of this one");
        }
    }

    private void look(Row row, Fact fact) {
        switch (fact) {
            case Fact.NegotiationSettled settled -> look(row, settled);
            case Fact.TransportReported report -> look(row, report);
            case Fact.ParticipantResumed resumed -> lookIfBack(row);
            case Fact.ParticipantLeft left -> look(row, left.why());
            case Fact.ParticipantRemoved removed ->
                add(
                        row,
                        Kind.REMOVED,
                        name(removed.peer().value()) + " was removed from the room"
                                + (row.ends().from() == null
                                        ? ""
                                        : " by " + name(row.ends().from())));
            case Fact.RoomDissolved dissolved -> lookWhoWasThere(row);
            case Fact.CallSettled settled -> look(row, settled);
            default -> {}
        }
    }

    private void look(Row row, Fact.NegotiationSettled settled) {
        String offerer = name(settled.offerer().value());
        String answerer =
                settled.answerer() == null ? null : name(settled.answerer().value());
        Long millis = settled.durationMillis();
        switch (settled.outcome()) {
            case ANSWERED -> {
                if (millis != null && millis > LATE_MILLIS) {
                    String whose = answerer == null ? "the answer" : "the answer of " + answerer;
                    add(row, Kind.LATE_ANSWER, whose + " came after " + Spans.words(millis));
                }
            }
            case REJECTED ->
                add(
                        row,
                        Kind.REJECTED,
                        (answerer == null ? "somebody" : answerer) + " rejected the offer of " + offerer);
            case GLARE ->
                add(
                        row,
                        Kind.GLARE,
                        "glare: the offers of " + offerer + " and " + answerer + " crossed, settled for " + answerer);
            case TIMEOUT ->
                add(
                        row,
                        Kind.NO_ANSWER,
                        (answerer == null ? "nobody" : answerer)
                                + (answerer == null ? " answered" : " did not answer")
                                + " the offer of " + offerer
                                + (millis == null ? "" : " within " + Spans.words(millis)));
            case ABANDONED -> lookWhoLeft(row, settled);
            case ROLLED_BACK -> {}
        }
    }

    /** An offer also ends without an answer where its maker makes another one, and there is nothing wrong with that. */
    private void lookWhoLeft(Row row, Fact.NegotiationSettled settled) {
        String offerer = settled.offerer().value();
        String answerer = settled.answerer() == null ? null : settled.answerer().value();
        if (answerer != null && leaves(row, answerer)) {
            add(row, Kind.LEFT_BEFORE_ANSWER, name(answerer) + " left before answering the offer of " + name(offerer));
        } else if (leaves(row, offerer)) {
            add(row, Kind.LEFT_BEFORE_ANSWER, name(offerer) + " left before the offer was answered");
        }
    }

    /** By the same record. */
    private boolean leaves(Row row, String peer) {
        return ladder.rows().stream()
                .filter(other -> other.offset() == row.offset())
                .anyMatch(other -> other.fact() instanceof Fact.ParticipantLeft
                        && peer.equals(other.ends().from()));
    }

    private void look(Row row, Fact.TransportReported report) {
        if (report.state() == TransportState.FAILED) {
            add(
                    row,
                    Kind.TRANSPORT_FAILED,
                    name(row.ends().from()) + " reported that the connection to "
                            + name(report.peer().value()) + " failed");
        }
    }

    private void lookIfBack(Row row) {
        String who = name(row.ends().from());
        Row since = lost.remove(who);
        if (since != null) {
            long millis = Absences.millis(since, row.time());
            add(row, Kind.CONNECTION_LOST, who + " resumed after " + Spans.words(millis) + " without a connection");
        }
    }

    private void look(Row row, LeaveReason why) {
        String who = name(row.ends().from());
        boolean wasLost = lost.remove(who) != null;
        String words = switch (why) {
            case TIMEOUT, NODE_LOST -> wasLost ? who + " lost the connection and did not come back" : null;
            case TOKEN_EXPIRED -> who + " had to leave: the token had expired";
            case SIGNED_OUT -> who + " had to leave: signed out";
            case LEFT, KICKED, ROOM_CLOSED, REPLACED -> null;
        };
        if (words != null) {
            add(row, Kind.GONE, words);
        }
    }

    private void lookWhoWasThere(Row row) {
        String by = row.ends().from();
        long there = ladder.rows().stream()
                .filter(other -> other.offset() == row.offset()
                        && other.fact() instanceof Fact.ParticipantLeft
                        && !Objects.equals(by, other.ends().from()))
                .count();
        if (there > 0) {
            String who = by == null ? "an administrator" : name(by);
            String whom = there + (by == null ? " participant" : " other") + (there == 1 ? "" : "s");
            add(row, Kind.ROOM_CLOSED, who + " closed the room with " + whom + " in it");
        }
    }

    private void look(Row row, Fact.CallSettled settled) {
        String callee = name(settled.callee().value());
        Long millis = settled.durationMillis();
        switch (settled.outcome()) {
            case MISSED ->
                add(
                        row,
                        Kind.NO_ANSWER,
                        callee + " did not pick up" + (millis == null ? "" : " within " + Spans.words(millis)));
            case UNREACHABLE -> add(row, Kind.NO_ANSWER, "no device of " + callee + " could be reached");
            case BUSY -> add(row, Kind.REJECTED, callee + " was busy");
            case DECLINED -> add(row, Kind.REJECTED, callee + " declined the call");
            case CANCELLED -> {
                if (!isAccepted()) {
                    add(row, Kind.NO_ANSWER, "the call was cancelled before " + callee + " picked up");
                }
            }
            case ACCEPTED -> {}
        }
    }

    private boolean isAccepted() {
        return ladder.rows().stream()
                .anyMatch(row -> row.fact() instanceof Fact.CallSettled settled
                        && settled.outcome() == Fact.CallSettlement.ACCEPTED);
    }

    private void lookIfOpen(Attempt attempt) {
        if (attempt.outcome() == null) {
            String to = attempt.answerer() == null ? "" : " to " + name(attempt.answerer());
            String words = "the offer of " + name(attempt.offerer()) + to + " has no answer so far";
            findings.add(new Finding(attempt.row(), Kind.STILL_OPEN, words));
        }
    }
}
