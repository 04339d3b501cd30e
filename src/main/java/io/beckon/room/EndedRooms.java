package io.beckon.room;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which rooms of one partition are remembered though nobody is in them, for their traces: the {@value #MOST} whose last trace is
 * newest, and for so many records after it. It follows from the partition's records alone, and from a state of its rooms as well:
 * so all who apply them, from whatever checkpoint on, remember the same ones and decide alike. Not safe for use by several
 * threads.
 */
public final class EndedRooms {

    /** Maximum number of rooms of a partition that are remembered, */
    public static final int MOST = 256;

    /** and the number of records of the partition, after their last trace, for which they are. */
    static final int RECORDS_REMEMBERED = Traces.RECORDS_REMEMBERED;

    private final int most;
    /** No two have a trace at one place, for a record is of one room. */
    private final TreeMap<Long, Room> byLastTrace = new TreeMap<>();

    public EndedRooms() {
        this(MOST);
    }

    EndedRooms(int most) {
        this.most = most;
    }

    /** A room that was kept. */
    public void restored(Room room) {
        settle(room);
    }

    /**
     * A record has been applied to a room: to be said of every one, in order.
     *
     * @return the rooms that are to be forgotten now; that one may be among them
     */
    public List<Room> applied(Room room, long position) {
        settle(room);
        boolean hasNoTrace = room.isEmpty() && room.remembered == Traces.NONE;
        if (!hasNoTrace && byLastTrace.size() <= most && !isFirstForgotten(position)) {
            return List.of();
        }
        List<Room> forgotten = new ArrayList<>();
        if (hasNoTrace) {
            forgotten.add(room);
        }
        while (byLastTrace.size() > most || isFirstForgotten(position)) {
            Room oldest = byLastTrace.pollFirstEntry().getValue();
            oldest.remembered = Traces.NONE;
            forgotten.add(oldest);
        }
        return forgotten;
    }

    private boolean isFirstForgotten(long position) {
        Map.Entry<Long, Room> first = byLastTrace.firstEntry();
        return first != null && first.getKey() + RECORDS_REMEMBERED <= position;
    }

    private void settle(Room room) {
        long trace = room.isEmpty() ? room.lastTrace() : Traces.NONE;
        if (trace == room.remembered) {
            return;
        }
        if (room.remembered != Traces.NONE) {
            byLastTrace.remove(room.remembered);
        }
        if (trace != Traces.NONE) {
            byLastTrace.put(trace, room);
        }
        room.remembered = trace;
    }

    /** All rooms are gone. */
    public void clear() {
        byLastTrace.clear();
    }

    public int size() {
        return byLastTrace.size();
    }
}
