package io.beckon.session;

import io.beckon.room.Audience;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one room, in order, and for each session the last one of its own that was dropped: below that there is
 * a gap. Guarded by its {@link ReplayMemory}.
 */
final class RoomHistory {

    private final long since;
    private List<Delivered> events = new ArrayList<>(1);
    private int first;

    private final Map<String, Long> droppedFor = new HashMap<>(1);
    /** The last dropped event that was for all but one, and the last such one that left out somebody else. */
    private long droppedForAll = -1;

    private @Nullable String leftOut;
    private long droppedForAllOther = -1;

    /** @param since {@code seq} from which on events are known here */
    RoomHistory(long since) {
        this.since = since;
    }

    /**
     * Where a session that has seen everything up to a {@code seq} goes on: what was before this history began is long
     * delivered to all who may still come back.
     */
    long begin(long seen) {
        return Math.max(seen, since - 1);
    }

    void add(Delivered event) {
        events.add(event);
    }

    /** Drops the oldest. */
    void drop() {
        Delivered dropped = events.set(first++, null);
        switch (dropped.audience()) {
            case Audience.Only only -> only.sessions().forEach(session -> droppedFor.put(session, dropped.seq()));
            case Audience.Everyone everyone -> {
                if (!Objects.equals(everyone.exceptSession(), leftOut)) {
                    droppedForAllOther = droppedForAll;
                    leftOut = everyone.exceptSession();
                }
                droppedForAll = dropped.seq();
            }
        }
        if (first > 32 && first > events.size() / 2) {
            events = new ArrayList<>(events.subList(first, events.size()));
            first = 0;
        }
    }

    void retain(Iterable<String> members) {
        Map<String, Long> kept = new HashMap<>();
        members.forEach(session -> {
            Long dropped = droppedFor.get(session);
            if (dropped != null) {
                kept.put(session, dropped);
            }
        });
        droppedFor.clear();
        droppedFor.putAll(kept);
    }

    int dropRecords() {
        return droppedFor.size();
    }

    /** Whether all that a session was sent after a {@code seq} is still here. */
    boolean covers(String session, long after) {
        long forAll = session.equals(leftOut) ? droppedForAllOther : droppedForAll;
        return Math.max(forAll, droppedFor.getOrDefault(session, -1L)) <= after;
    }

    /** What a session was sent after a {@code seq}, oldest first. */
    List<Delivered> after(long seq, String session, long joined, int most) {
        List<Delivered> found = new ArrayList<>();
        for (int i = firstAfter(seq); i < events.size() && found.size() < most; i++) {
            if (events.get(i).isFor(session, joined)) {
                found.add(events.get(i));
            }
        }
        return found;
    }

    /** What was sent to anybody after a {@code seq}, oldest first; events that share a place are not parted. */
    List<Delivered> after(long seq, int most) {
        int from = firstAfter(seq);
        int to = Math.min(events.size(), from + most);
        while (to > from
                && to < events.size()
                && events.get(to).seq() == events.get(to - 1).seq()) {
            to++;
        }
        return List.copyOf(events.subList(from, to));
    }

    private int firstAfter(long seq) {
        int low = first;
        int high = events.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (events.get(middle).seq() <= seq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
