package io.beckon.session;

import io.beckon.protocol.ServerMessage;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replies that a connection still owes, in the order of its frames. A reply that a room makes goes out when the room makes
 * it; one that the edge makes itself waits behind those that are owed. Each place is used once.
 */
final class Replies {

    /** So many owed replies, and no further frames are read. */
    static final int MOST = 256;

    private static final int NUMBER_BITS = 20;

    private final long link;
    private final Consumer<ServerMessage> out;
    private final ArrayDeque<Place> places = new ArrayDeque<>(2);
    private int owed;
    private long next;

    private record Place(long slot, @Nullable Runnable waiting) {}

    /** @param link the number of the connection, part of each slot's number */
    Replies(long link, Consumer<ServerMessage> out) {
        this.link = link;
        this.out = out;
    }

    static long link(long slot) {
        return slot >>> NUMBER_BITS;
    }

    /** Takes a place for a reply that a room will make. */
    synchronized long owe() {
        long slot = link << NUMBER_BITS | next++ & (1L << NUMBER_BITS) - 1;
        places.addLast(new Place(slot, null));
        owed++;
        return slot;
    }

    /** A reply that needs no room. */
    void add(ServerMessage reply) {
        then(() -> out.accept(reply));
    }

    /** Does something when its turn has come. */
    synchronized void then(Runnable action) {
        if (places.isEmpty()) {
            action.run();
        } else {
            places.addLast(new Place(-1, action));
        }
    }

    /**
     * Gives up the place of a reply that is made now, and sends it.
     *
     * @param reply {@code null}: nothing is to be said
     * @return whether the place was still there
     */
    synchronized boolean settle(long slot, @Nullable ServerMessage reply) {
        for (Iterator<Place> all = places.iterator(); all.hasNext(); ) {
            if (all.next().slot == slot) {
                all.remove();
                owed--;
                if (reply != null) {
                    out.accept(reply);
                }
                release();
                return true;
            }
        }
        return false;
    }

    private void release() {
        for (Place head = places.peekFirst(); head != null && head.waiting != null; head = places.peekFirst()) {
            places.removeFirst();
            head.waiting.run();
        }
    }

    synchronized int owed() {
        return owed;
    }
}
