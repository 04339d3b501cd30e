package io.beckon.following;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The newest events of all rooms, bounded in bytes and in age, for those who come back. Safe for use by several threads.
 */
public final class ReplayMemory {

    private static final int DROP_RECORDS_BEFORE_TIDYING = 16;

    private final long capacity;
    private final long ageNanos;
    /** For each event the history that has it; the events of one history go in their order. */
    private final ArrayDeque<RoomHistory> oldestFirst = new ArrayDeque<>();

    private final Bodies bodies;
    /** Without the bodies. */
    private long weight;

    public ReplayMemory(long capacityBytes, long ageNanos) {
        this.capacity = capacityBytes;
        this.ageNanos = ageNanos;
        this.bodies = new Bodies(capacityBytes);
    }

    synchronized void add(RoomHistory history, Delivered event) {
        long before = history.weight();
        history.add(event, bodies);
        oldestFirst.addLast(history);
        weight += history.weight() - before;
        while (!oldestFirst.isEmpty() && weight + bodies.weightWithSpare() > capacity) {
            dropOldest();
        }
    }

    /** Drops what is too old. */
    synchronized void age(long now) {
        while (!oldestFirst.isEmpty() && now - oldestFirst.peekFirst().oldestAt() > ageNanos) {
            dropOldest();
        }
    }

    private void dropOldest() {
        RoomHistory oldest = oldestFirst.removeFirst();
        long before = oldest.weight();
        oldest.drop(bodies);
        weight += oldest.weight() - before;
        if (oldestFirst.isEmpty()) {
            bodies.clear();
        }
    }

    /** Drops histories as a whole. */
    synchronized void forget(Set<RoomHistory> histories) {
        if (!histories.isEmpty()) {
            histories.forEach(history -> {
                weight -= history.weight();
                history.forget(bodies);
            });
            oldestFirst.removeIf(histories::contains);
            if (oldestFirst.isEmpty()) {
                bodies.clear();
            }
        }
    }

    /**
     * Forgets what was dropped for sessions that are not members any more. Asked after each record, nearly always for nothing, so it
     * waits for nobody then: what others drop meanwhile is seen after the next one.
     */
    void tidy(RoomHistory history, int members, Supplier<? extends Iterable<String>> sessions) {
        if (history.dropRecords() > 2 * members + DROP_RECORDS_BEFORE_TIDYING) {
            synchronized (this) {
                history.retain(sessions.get());
            }
        }
    }

    public synchronized boolean covers(RoomHistory history, String session, long after) {
        return history.covers(session, after);
    }

    /** What a session was sent after a {@code seq}, oldest first. */
    public List<Delivered> after(RoomHistory history, long seq, String session, long joined, int most) {
        return between(history, seq, Long.MAX_VALUE, session, joined, most);
    }

    /** The same up to another {@code seq}, which is left out. */
    public synchronized List<Delivered> between(
            RoomHistory history, long after, long before, String session, long joined, int most) {
        return history.between(after, before, session, joined, most, Kept::delivered);
    }

    /** The same of all of them, without what frames say, which would be copied: their bodies are empty. */
    public synchronized List<Delivered> outlines(
            RoomHistory history, long after, long before, String session, long joined) {
        return history.between(after, before, session, joined, Integer.MAX_VALUE, Kept::outline);
    }

    /** The place of a room's newest event, whoever it is for; -1: none is kept. */
    public synchronized long last(RoomHistory history) {
        return history.last();
    }

    /** How many events were looked at to find those between a {@code seq} and another one, which is one of them, whoever they are for. */
    public synchronized int walked(RoomHistory history, long after, long until) {
        return history.count(after, until);
    }

    /** What was sent to anybody after a {@code seq}, oldest first; events that share a place are not parted. */
    public synchronized List<Delivered> after(RoomHistory history, long seq, int most) {
        return history.after(seq, most);
    }

    /** Bytes in use. */
    public synchronized long weight() {
        return weight + bodies.weight();
    }
}
