package io.beckon.replay;

import io.beckon.room.Negotiation;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a ladder while it is drawn. */
final class Rows {

    /** Of more rows the newest are kept. */
    static final int MOST = 10_000;

    private final Instant from;
    private final ArrayDeque<Row> rows = new ArrayDeque<>();
    private long numbers;

    /** @param from rows before are left out */
    Rows(Instant from) {
        this.from = from;
    }

    void add(long offset, Instant time, Ends ends, String label, Negotiation.@Nullable State state, Act act) {
        Row row = new Row(++numbers, offset, time, ends, label, state, act);
        if (time.isBefore(from)) {
            return;
        }
        rows.add(row);
        if (rows.size() > MOST) {
            rows.removeFirst();
        }
    }

    /** See {@link Absences#before}. */
    @Nullable Row lostBefore(@Nullable String peer) {
        return Absences.before(rows, peer);
    }

    /** With those of the participants who were there in its time. */
    Ladder ladder(RoomKey room, Collection<Column> columns) {
        List<Row> kept = new ArrayList<>(rows);
        Instant begin = kept.isEmpty() ? Instant.EPOCH : kept.getFirst().time();
        List<Column> concerned = columns.stream()
                .filter(column -> column.left() == null || !column.left().isBefore(begin))
                .toList();
        return new Ladder(room, begin, concerned, kept, numbers - kept.size());
    }
}
