package io.beckon.following;

import io.beckon.room.Audience;
import io.beckon.room.Footprint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The newest events of one room, in order, and for each session the last one of its own that was dropped: below that there is
 * a gap. Guarded by its {@link ReplayMemory}.
 */
public final class RoomHistory {

    /** Of one without events: itself, its list and what it knows of what was dropped. */
    static final int WEIGHT = Footprint.object(48) + Footprint.object(12) + Footprint.array(4) + Footprint.object(36);

    /** What is known of what was dropped for one session. */
    private static final int DROP_RECORD_WEIGHT = Footprint.HASH_ENTRY + Footprint.LONG;

    private final long since;
    private List<Kept> events = new ArrayList<>(1);
    private int first;
    private long weight;

    private Map<String, Long> droppedFor = new HashMap<>(1);
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
    public long begin(long seen) {
        return Math.max(seen, since - 1);
    }

    void add(Delivered event, Bodies bodies) {
        Kept added = new Kept(event, bodies, events.isEmpty() ? null : events.getLast());
        events.add(added);
        weight += added.weight();
    }

    /** When its oldest event was delivered. */
    long oldestAt() {
        return events.get(first).at();
    }

    /** About how much memory its events take, in bytes, but for their {@link Bodies}, and it with them, for they hold it. */
    long weight() {
        return weight == 0 ? 0 : WEIGHT + weight;
    }

    /** What it takes to know what was dropped. Any thread may ask. */
    long dropWeight() {
        return (long) droppedFor.size() * DROP_RECORD_WEIGHT;
    }

    /** Drops the oldest. */
    void drop(Bodies bodies) {
        Kept dropped = events.set(first++, null);
        remove(dropped, bodies);
        weight -= dropped.weight();
        if (first < events.size()) {
            Kept next = events.get(first);
            weight -= next.weight();
            next.alone();
            weight += next.weight();
        }
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
        if (first == events.size() || first > 32 && first > events.size() / 2) {
            events = new ArrayList<>(events.subList(first, events.size()));
            first = 0;
        }
    }

    private static void remove(Kept dropped, Bodies bodies) {
        if (dropped.body() != null) {
            bodies.remove(dropped.body());
        }
    }

    /** Drops all of them; nothing is remembered of them. */
    void forget(Bodies bodies) {
        events.subList(first, events.size()).forEach(kept -> remove(kept, bodies));
        events = new ArrayList<>(1);
        first = 0;
        weight = 0;
    }

    void retain(Iterable<String> members) {
        Map<String, Long> kept = new HashMap<>();
        members.forEach(session -> {
            Long dropped = droppedFor.get(session);
            if (dropped != null) {
                kept.put(session, dropped);
            }
        });
        droppedFor = kept;
    }

    /** For how many sessions something is known to be dropped. Any thread may ask. */
    int dropRecords() {
        return droppedFor.size();
    }

    /** Whether all that a session was sent after a {@code seq} is still here. */
    boolean covers(String session, long after) {
        long forAll = session.equals(leftOut) ? droppedForAllOther : droppedForAll;
        return Math.max(forAll, droppedFor.getOrDefault(session, -1L)) <= after;
    }

    /** What a session was sent between a {@code seq} and another one, oldest first, in a form of it. */
    List<Delivered> between(
            long after, long before, String session, long joined, int most, Function<Kept, Delivered> form) {
        List<Delivered> found = new ArrayList<>();
        for (int i = firstAfter(after); i < events.size() && events.get(i).seq() < before && found.size() < most; i++) {
            if (events.get(i).isFor(session, joined)) {
                found.add(form.apply(events.get(i)));
            }
        }
        return found;
    }

    /** The place of the newest event, whoever it is for; -1: none is kept. */
    long last() {
        return events.isEmpty() ? -1 : events.getLast().seq();
    }

    /** How many events there are behind a {@code seq}, up to another one and with it, whoever they are for. */
    int count(long after, long until) {
        return Math.max(0, firstAfter(until) - firstAfter(after));
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
        return events.subList(from, to).stream().map(Kept::delivered).toList();
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
