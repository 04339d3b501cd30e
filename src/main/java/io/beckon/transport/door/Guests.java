package io.beckon.transport.door;

import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one listening port, and what they may cost together. Where there are too many, or requests that are not whole yet take
 * too much memory, the one that has waited longest goes: a client that says what it wants at once stays, however many others of
 * its address, or of all, do not. Only where nobody can go a newcomer is refused. Safe for use by several threads.
 */
final class Guests {

    /** Maximum number of connections that were sent away and have not ended yet. */
    static final int MOST_LEAVING = 1000;

    private final DoorRules rules;
    private final Place all = new Place();
    private final Map<String, Place> places = new HashMap<>();
    private int leaving;
    private long sentAway;
    private long refused;
    private long full;

    Guests(DoorRules rules) {
        this.rules = rules;
    }

    /** Those of an address, or all of them. */
    private static final class Place {
        /** Those that may be sent away, the one that has waited longest first. */
        final Collection<Guest> waiting = new LinkedHashSet<>();
        /** Those among them whose requests take memory. */
        final Collection<Guest> heavy = new LinkedHashSet<>();

        int open;
        int plain;
        long weight;
    }

    /** Lets one in, where need be in place of another. */
    synchronized boolean enter(Guest guest) {
        Place place = places.computeIfAbsent(guest.address, address -> new Place());
        boolean mayGo = leaving < MOST_LEAVING;
        boolean roomOfItsOwn =
                !counts(guest) || place.plain < rules.plainPerAddress() || (mayGo && sendAwayFirst(place));
        boolean room = roomOfItsOwn && mayGo && (!isFull() || sendAwayFirst(all));
        if (room) {
            guest.isIn = true;
            add(all, 1, 1);
            add(places.computeIfAbsent(guest.address, address -> new Place()), 1, 1);
            waits(guest);
        } else {
            refused++;
            full += roomOfItsOwn ? 1 : 0;
            forgetIfEmpty(guest.address, place);
        }
        return room;
    }

    private boolean isFull() {
        return rules.openConnections() > 0 && all.open >= rules.openConnections();
    }

    /** It waits for its client from now on: for a request, or for what was sent to be read. Or a request has begun to come. */
    synchronized void waits(Guest guest) {
        if (guest.isIn && !guest.isUpgraded) {
            guest.isWaiting = true;
            for (Place place : new Place[] {all, placeOf(guest)}) {
                place.waiting.remove(guest);
                place.waiting.add(guest);
                if (guest.weight > 0) {
                    place.heavy.add(guest);
                }
            }
        }
    }

    /** Its request is whole, and is being answered. */
    synchronized void isAnswered(Guest guest) {
        settle(guest);
    }

    /** It is a WebSocket from now on. */
    synchronized void upgraded(Guest guest) {
        if (guest.isIn && !guest.isUpgraded) {
            settle(guest);
            weigh(guest, 0);
            guest.isUpgraded = true;
            all.plain--;
            placeOf(guest).plain--;
        }
    }

    /** It has ended. Any number of times. */
    synchronized void left(Guest guest) {
        if (guest.isIn) {
            remove(guest);
        } else if (guest.isLeaving) {
            guest.isLeaving = false;
            leaving--;
        }
    }

    /**
     * Its request takes this many bytes now. Where that is too much for all, or for its address, others go first.
     *
     * @return whether there is room for it
     */
    synchronized boolean weighs(Guest guest, long bytes) {
        if (!guest.isIn) {
            return false;
        }
        weigh(guest, bytes);
        long budget = rules.requestMemory();
        Place place = placeOf(guest);
        return (!counts(guest) || lighten(place, budget / 2, guest)) && lighten(all, budget, guest);
    }

    synchronized int open() {
        return all.open;
    }

    /** Those that are no WebSockets. */
    synchronized int plain() {
        return all.plain;
    }

    synchronized long weight() {
        return all.weight;
    }

    /** How many addresses are known: only those that have a connection. */
    synchronized int addresses() {
        return places.size();
    }

    synchronized long refused() {
        return refused;
    }

    synchronized long sentAway() {
        return sentAway;
    }

    /** How often there was no room for all, whosesoever: one had to go, or one more was not let in, or its request not taken. */
    synchronized long full() {
        return full;
    }

    private boolean counts(Guest guest) {
        return rules.countsByAddress() && !guest.address.isEmpty();
    }

    private boolean lighten(Place place, long most, Guest but) {
        while (place.weight > most) {
            Guest first = first(place.heavy, but);
            if (first == null || leaving >= MOST_LEAVING) {
                full += place == all ? 1 : 0;
                return false;
            }
            sendAway(first, place);
        }
        return true;
    }

    private static @Nullable Guest first(Collection<Guest> guests, @Nullable Guest but) {
        Iterator<Guest> rest = guests.iterator();
        while (rest.hasNext()) {
            Guest guest = rest.next();
            if (guest != but) {
                return guest;
            }
        }
        return null;
    }

    private boolean sendAwayFirst(Place place) {
        Guest first = first(place.waiting, null);
        if (first != null) {
            sendAway(first, place);
        }
        return first != null;
    }

    /** @param place where there was no room */
    private void sendAway(Guest guest, Place place) {
        full += place == all ? 1 : 0;
        remove(guest);
        guest.isLeaving = true;
        leaving++;
        sentAway++;
        guest.sendAway();
    }

    private void remove(Guest guest) {
        settle(guest);
        weigh(guest, 0);
        guest.isIn = false;
        int plain = guest.isUpgraded ? 0 : -1;
        Place place = placeOf(guest);
        add(all, -1, plain);
        add(place, -1, plain);
        forgetIfEmpty(guest.address, place);
    }

    private void forgetIfEmpty(String address, Place place) {
        if (place.open == 0) {
            places.remove(address);
        }
    }

    private void settle(Guest guest) {
        if (guest.isIn && guest.isWaiting) {
            guest.isWaiting = false;
            for (Place place : new Place[] {all, placeOf(guest)}) {
                place.waiting.remove(guest);
                place.heavy.remove(guest);
            }
        }
    }

    private void weigh(Guest guest, long bytes) {
        for (Place place : new Place[] {all, placeOf(guest)}) {
            place.weight += bytes - guest.weight;
            if (bytes > 0 && guest.isWaiting) {
                place.heavy.add(guest);
            } else {
                place.heavy.remove(guest);
            }
        }
        guest.weight = bytes;
    }

    private Place placeOf(Guest guest) {
        Place place = places.get(guest.address);
        if (place == null) {
            throw new IllegalStateException("not in");
        }
        return place;
    }

    private static void add(Place place, int open, int plain) {
        place.open += open;
        place.plain += plain;
    }
}
