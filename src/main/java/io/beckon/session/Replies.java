package io.beckon.session;

import io.beckon.protocol.ServerMessage;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The replies that a connection still owes, in the order of its frames. A reply that a room makes goes out when the room makes
 * it; one that the edge makes itself waits behind those that are owed. Each place is used once. Safe for use by several threads.
 */
public final class Replies {

    /** Stop reading the socket at this many frames without a reply that was sent. */
    static final int MOST = 256;

    private static final int NUMBER_BITS = 20;

    private final long link;
    private final Consumer<ServerMessage> out;
    private final ArrayDeque<Place> places = new ArrayDeque<>(2);
    private final Runnable onFewer;
    private volatile int unanswered;
    private long next;

    /**
     * @param waiting what is to be done when its turn has come; {@code null} for a reply that is owed
     * @param since when it was owed
     * @param excuse what is said when no reply comes; {@code null} for a place that waits as long as need be
     */
    private record Place(
            long slot,
            @Nullable Runnable waiting,
            long since,
            @Nullable Supplier<ServerMessage> excuse) {}

    /**
     * @param link the number of the connection, part of each slot's number
     * @param onFewer runs when there is a place less
     */
    Replies(long link, Consumer<ServerMessage> out, Runnable onFewer) {
        this.link = link;
        this.out = out;
        this.onFewer = onFewer;
    }

    static long link(long slot) {
        return slot >>> NUMBER_BITS;
    }

    /** Takes a place for something that somebody else sees to. */
    long owe() {
        return owe(0, null);
    }

    /** Takes a place for a reply that a room will make; the excuse is for when it does not. */
    synchronized long owe(long now, @Nullable Supplier<ServerMessage> excuse) {
        long slot = link << NUMBER_BITS | next++ & (1L << NUMBER_BITS) - 1;
        put(new Place(slot, null, now, excuse));
        return slot;
    }

    /** A reply that needs no room. */
    public void add(ServerMessage reply) {
        then(() -> out.accept(reply));
    }

    /** Does something when its turn has come. */
    synchronized void then(Runnable action) {
        if (places.isEmpty()) {
            action.run();
        } else {
            put(new Place(-1, action, 0, null));
        }
    }

    private void put(Place place) {
        places.addLast(place);
        unanswered = places.size();
    }

    /**
     * Gives up the place of a reply that is made now, and sends it.
     *
     * @param reply {@code null}: nothing is to be said
     * @return whether the place was still there
     */
    public boolean settle(long slot, @Nullable ServerMessage reply) {
        return settle(slot, () -> {
            if (reply != null) {
                out.accept(reply);
            }
        });
    }

    /** Gives up a place without a word. */
    void vacate(long slot) {
        settle(slot, () -> {});
    }

    /** Gives up a place and, if it was still there, does something before what waited behind it. */
    public synchronized boolean settle(long slot, Runnable action) {
        Place place = take(slot);
        if (place == null) {
            return false;
        }
        action.run();
        release();
        return true;
    }

    /** The reply of this place will not come. */
    public synchronized void excuse(long slot) {
        Place place = take(slot);
        if (place != null) {
            Supplier<ServerMessage> excuse = place.excuse;
            if (excuse != null) {
                out.accept(excuse.get());
            }
            release();
        }
    }

    /** Excuses all replies that were owed before a time. */
    synchronized void excuseBefore(long time) {
        List<Long> late = places.stream()
                .filter(place -> place.excuse != null && place.since - time < 0)
                .map(Place::slot)
                .toList();
        late.forEach(this::excuse);
    }

    private @Nullable Place take(long slot) {
        for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
            Place place = all.next();
            if (place.slot == slot) {
                all.remove();
                fewer();
                return place;
            }
        }
        return null;
    }

    private void release() {
        for (Place head = places.peekFirst(); head != null && head.waiting != null; head = places.peekFirst()) {
            places.removeFirst();
            fewer();
            head.waiting.run();
        }
    }

    private void fewer() {
        unanswered = places.size();
        onFewer.run();
    }

    /** Whether the reply of this place is still to be made. */
    synchronized boolean isOwed(long slot) {
        for (Place place : places) {
            if (place.slot == slot) {
                return true;
            }
        }
        return false;
    }

    /** How many frames have no reply yet. */
    int unanswered() {
        return unanswered;
    }
}
