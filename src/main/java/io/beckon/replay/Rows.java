package io.beckon.replay;

import io.beckon.audit.Fact;
import io.beckon.room.Negotiation;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of a ladder while it is drawn. */
final class Rows {

    /** Of more rows the newest are kept. */
    static final int MOST = 10_000;

    private final Instant from;
    private final ArrayDeque<Row> rows = new ArrayDeque<>();
    /** Who was connected, or may have been, before the first row that is kept. */
    private final Set<Connected> connected = new HashSet<>();

    private long numbers;

    /** @param from rows before are left out */
    Rows(Instant from) {
        this.from = from;
    }

    void add(long offset, Instant time, Ends ends, String label, Negotiation.@Nullable State state, Act act) {
        Row row = new Row(++numbers, offset, time, ends, label, state, act);
        if (time.isBefore(from)) {
            leaveOut(row);
            return;
        }
        rows.add(row);
        if (rows.size() > MOST) {
            leaveOut(rows.removeFirst());
        }
    }

    private void leaveOut(Row row) {
        if (row.fact() instanceof Fact.TransportReported report && row.ends().from() != null) {
            Connected pair = Connected.between(
                    row.ends().from(), report.peer().value(), report.pc().value());
            switch (report.state()) {
                case CONNECTED -> connected.add(pair);
                case FAILED, CLOSED -> connected.remove(pair);
                case DISCONNECTED -> {}
            }
        } else if (row.act() instanceof Act.Reset) {
            connected.clear();
        }
    }

    /** Two may have been connected before any row. */
    void present(Connected pair) {
        connected.add(pair);
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
        return new Ladder(room, begin, concerned, kept, numbers - kept.size(), connected);
    }
}
