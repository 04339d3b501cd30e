package io.beckon.telemetry;

import io.beckon.room.RoomKey;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The negotiations that this node traces: those that are open, and for a while those that were, to which candidates still belong. */
final class TracedNegotiations {

    private static final int MOST = 10_000;

    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final Map<RoomKey, ArrayDeque<TracedNegotiation>> byRoom = new HashMap<>();
    private final ArrayDeque<TracedNegotiation> oldestFirst = new ArrayDeque<>();

    void add(TracedNegotiation negotiation) {
        oldestFirst.addLast(negotiation);
        byRoom.computeIfAbsent(negotiation.room(), key -> new ArrayDeque<>(2)).addLast(negotiation);
        if (oldestFirst.size() > MOST) {
            dropOldest();
        }
    }

    /** Lets go of what nothing belongs to any more. */
    void tidy(long now) {
        for (TracedNegotiation oldest = oldestFirst.peekFirst();
                oldest != null && now - oldest.since() > KEPT_NANOS;
                oldest = oldestFirst.peekFirst()) {
            dropOldest();
        }
    }

    private void dropOldest() {
        TracedNegotiation oldest = oldestFirst.removeFirst();
        oldest.end(NegotiationOutcome.UNKNOWN);
        ArrayDeque<TracedNegotiation> ofRoom = byRoom.get(oldest.room());
        if (ofRoom != null) {
            ofRoom.removeFirst();
            if (ofRoom.isEmpty()) {
                byRoom.remove(oldest.room());
            }
        }
    }

    /** The newest that a frame belongs to; {@code null} if none is known. See {@link TracedNegotiation#has}. */
    @Nullable TracedNegotiation find(RoomKey room, String session, @Nullable String to, String pc, @Nullable Long re) {
        ArrayDeque<TracedNegotiation> ofRoom = byRoom.get(room);
        if (ofRoom != null) {
            for (Iterator<TracedNegotiation> newest = ofRoom.descendingIterator(); newest.hasNext(); ) {
                TracedNegotiation negotiation = newest.next();
                if (negotiation.has(session, to, pc, re)) {
                    return negotiation;
                }
            }
        }
        return null;
    }

    /** Ends those of a room that are open and of which this holds. */
    void end(RoomKey room, NegotiationOutcome outcome, Predicate<TracedNegotiation> which) {
        for (TracedNegotiation negotiation : byRoom.getOrDefault(room, new ArrayDeque<>())) {
            if (negotiation.isOpen() && which.test(negotiation)) {
                negotiation.end(outcome);
            }
        }
    }
}
