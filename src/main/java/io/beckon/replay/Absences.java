package io.beckon.replay;

import io.beckon.audit.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** When participants were without a connection. */
final class Absences {

    private Absences() {}

    /** The row by which a participant lost its connection, and has not come back since; {@code null}: none. */
    static @Nullable Row before(Deque<Row> rows, @Nullable String peer) {
        for (Iterator<Row> newestFirst = rows.descendingIterator(); newestFirst.hasNext(); ) {
            Row row = newestFirst.next();
            if (peer == null || !peer.equals(row.ends().from())) {
                continue;
            }
            if (row.act() instanceof Act.ConnectionLost) {
                return row;
            }
            if (row.fact() instanceof Fact.ParticipantResumed || row.fact() instanceof Fact.ParticipantJoined) {
                return null;
            }
        }
        return null;
    }

    static long millis(Row lost, Instant back) {
        return Math.max(0, Duration.between(lost.time(), back).toMillis());
    }
}
