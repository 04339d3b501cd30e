package io.beckon.replay;

import io.beckon.audit.Fact;
import io.beckon.room.Negotiation;
import io.beckon.room.TransportState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a ladder.
 *
 * @param number from 1 on, those that are left out counted
 * @param offset of the record in its partition, from 0 on; a record may have several rows
 * @param time when the log got the record
 * @param label what it is, in words
 * @param state of the negotiation between the two from this record on; {@code null} where it is about none, or several
 */
public record Row(
        long number, long offset, Instant time, Ends ends, String label, Negotiation.@Nullable State state, Act act) {

    /** How a row is drawn. */
    public enum Line {
        /** A frame goes from one to another. */
        ARROW,
        /** Something is so between two. */
        LINK,
        /** Something is so of one, or of the room. */
        POINT
    }

    /** {@code null} where the row is about no fact. */
    @Nullable Fact fact() {
        return act instanceof Act.Told told ? told.fact() : null;
    }

    List<CandidateKind> candidates() {
        return act instanceof Act.Told told ? told.candidates() : List.of();
    }

    public Line line() {
        if (ends.from() == null || ends.to() == null) {
            return Line.POINT;
        }
        return switch (act) {
            case Act.Told told -> isRelayed(told.fact()) ? Line.ARROW : Line.LINK;
            case Act.ConnectionLost lost -> Line.POINT;
            case Act.Reset reset -> Line.POINT;
        };
    }

    private static boolean isRelayed(Fact fact) {
        return fact instanceof Fact.OfferRelayed
                || fact instanceof Fact.AnswerRelayed
                || fact instanceof Fact.CandidateRelayed
                || fact instanceof Fact.MessageRelayed
                || fact instanceof Fact.CallStarted;
    }

    /** Whether something went wrong by this row. */
    public boolean isTrouble() {
        Fact fact = fact();
        if (fact instanceof Fact.NegotiationSettled settled) {
            return settled.outcome() != Fact.Settlement.ANSWERED && settled.outcome() != Fact.Settlement.ROLLED_BACK;
        }
        return act instanceof Act.ConnectionLost
                || fact instanceof Fact.SignalRefused
                || fact instanceof Fact.TransportReported report && report.state() == TransportState.FAILED;
    }
}
