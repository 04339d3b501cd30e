package io.beckon.replay;

import io.beckon.room.RoomKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The signaling of one room.
 *
 * @param begin the time of the first row, from which the times of the others are counted
 * @param columns the participants in order of appearance
 * @param rows in the order of the log
 * @param omitted rows before them that are left out
 * @param connected who was before them, or may have been
 */
public record Ladder(
        RoomKey room, Instant begin, List<Column> columns, List<Row> rows, long omitted, Set<Connected> connected) {

    public Ladder {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        connected = Set.copyOf(connected);
    }

    /** The offers, in their order. */
    public List<Attempt> attempts() {
        return Attempts.in(rows);
    }

    /** The row of this number; {@code null} where it is left out. */
    @Nullable Row row(long number) {
        return rows.stream().filter(row -> row.number() == number).findFirst().orElse(null);
    }

    /** The place of a participant among the columns, or -1. */
    public int column(@Nullable String peer) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).peer().equals(peer)) {
                return i;
            }
        }
        return -1;
    }

    /** What a participant is called here: by its name, and if others have that, too, by its peer id as well. */
    public String name(@Nullable String peer) {
        int column = column(peer);
        if (column < 0) {
            return peer == null ? "nobody" : peer;
        }
        String name = columns.get(column).name();
        long namesakes =
                columns.stream().filter(other -> other.name().equals(name)).count();
        return namesakes == 1 ? name : name + " (" + peer + ")";
    }

    /** Milliseconds since the beginning. */
    public long since(Instant time) {
        return Math.max(0, Duration.between(begin, time).toMillis());
    }
}
