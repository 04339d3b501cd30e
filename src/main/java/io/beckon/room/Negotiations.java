package io.beckon.room;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The negotiations of a room. Those of one peer are always seen in the order of the other peer's id and of {@code pc}. */
final class Negotiations {

    /** Of a peer that has any. */
    private static final int PEER_WEIGHT = Footprint.HASH_ENTRY + Footprint.object(36);

    private record Leg(String other, String pc) {}

    private static final Comparator<Leg> ORDER =
            Comparator.comparing(Leg::other).thenComparing(Leg::pc);

    private final Changes changes;
    private Map<String, TreeMap<Leg, Negotiation>> byPeer = new HashMap<>();
    private long weight;

    Negotiations(Changes changes) {
        this.changes = changes;
    }

    @Nullable Negotiation find(String peer, String other, String pc) {
        TreeMap<Leg, Negotiation> legs = byPeer.get(peer);
        return legs == null ? null : legs.get(new Leg(other, pc));
    }

    Negotiation get(String peer, String other, String pc) {
        Negotiation found = find(peer, other, pc);
        return found == null ? Negotiation.between(peer, other, pc) : found;
    }

    void put(Negotiation negotiation) {
        changes.negotiation(negotiation);
        Negotiation was = legs(negotiation.first()).put(new Leg(negotiation.second(), negotiation.pc()), negotiation);
        legs(negotiation.second()).put(new Leg(negotiation.first(), negotiation.pc()), negotiation);
        weight += negotiation.weight() - (was == null ? 0 : was.weight());
    }

    private TreeMap<Leg, Negotiation> legs(String peer) {
        return byPeer.computeIfAbsent(peer, key -> new TreeMap<>(ORDER));
    }

    /** A copy: negotiations may be put while it is walked. */
    List<Negotiation> of(String peer) {
        TreeMap<Leg, Negotiation> legs = byPeer.get(peer);
        return legs == null ? List.of() : List.copyOf(legs.values());
    }

    /** The negotiations in which this offer is open. */
    List<Negotiation> of(OpenOffer offer) {
        return of(offer.offerer()).stream()
                .filter(negotiation ->
                        negotiation.open() != null && negotiation.open().seq() == offer.seq())
                .toList();
    }

    /** How many peer connections two peers negotiate. */
    int between(String peer, String other) {
        TreeMap<Leg, Negotiation> legs = byPeer.get(peer);
        return legs == null
                ? 0
                : legs.subMap(new Leg(other, ""), true, new Leg(other, "\uffff"), false)
                        .size();
    }

    void drop(Negotiation negotiation) {
        Negotiation known = find(negotiation.first(), negotiation.second(), negotiation.pc());
        if (known != null) {
            drop(known, known.first());
            drop(known, known.second());
            forget(known);
        }
    }

    private void drop(Negotiation negotiation, String peer) {
        TreeMap<Leg, Negotiation> legs = byPeer.get(peer);
        if (legs != null) {
            legs.remove(new Leg(negotiation.other(peer), negotiation.pc()));
            if (legs.isEmpty()) {
                byPeer.remove(peer);
            }
        }
    }

    private void forget(Negotiation negotiation) {
        changes.negotiation(negotiation);
        weight -= negotiation.weight();
    }

    void drop(String peer) {
        TreeMap<Leg, Negotiation> legs = byPeer.remove(peer);
        if (legs != null) {
            for (Negotiation negotiation : legs.values()) {
                drop(negotiation, negotiation.other(peer));
                forget(negotiation);
            }
        }
    }

    void clear() {
        if (changes.isNoting()) {
            all().forEach(changes::negotiation);
        }
        byPeer = new HashMap<>();
        weight = 0;
    }

    /** About how much memory they take, in bytes. */
    long weight() {
        return weight + (long) byPeer.size() * PEER_WEIGHT;
    }

    /** Each once, in a defined order. */
    Collection<Negotiation> all() {
        return new TreeMap<>(byPeer)
                .entrySet().stream()
                        .flatMap(entry -> entry.getValue().values().stream()
                                .filter(negotiation -> negotiation.first().equals(entry.getKey())))
                        .toList();
    }
}
