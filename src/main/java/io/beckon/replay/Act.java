package io.beckon.replay;

import io.beckon.audit.Fact;
import io.beckon.room.LeaveReason;
import java.util.List;

/** What a row is about. */
public sealed interface Act {

    /** A fact that follows from a record; {@code candidates} are those that the record's frame brings. */
    record Told(Fact fact, List<CandidateKind> candidates) implements Act {}

    /** A participant has no connection any more and may come back. */
    record ConnectionLost(LeaveReason why) implements Act {}

    /** The rooms of the partition begin anew: the log and the state that was known of it did not fit. */
    record Reset() implements Act {}
}
