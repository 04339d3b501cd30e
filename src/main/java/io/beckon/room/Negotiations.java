package io.beckon.room;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The negotiations of a room. Those of one peer are always seen in the order of the other peer's id and of {@code pc}. */
final class Negotiations {

    /** Of a peer that has any. */
    private static final int PEER_WEIGHT = Footprint.HASH_ENTRY + Footprint.object(8) + Footprint.object(36);

    private record Leg(String other, String pc) implements Comparable<Leg> {

        @Override
        public int compareTo(Leg leg) {
            int byOther = other.compareTo(leg.other);
            return byOther == 0 ? pc.compareTo(leg.pc) : byOther;
        }
    }

    /** Those of one peer. */
    private static final class Legs {

        private final TreeMap<Leg, Negotiation> all = new TreeMap<>();
        private int open;

        /** @return what was there before */
        @Nullable Negotiation put(Leg leg, Negotiation negotiation) {
            Negotiation was = all.put(leg, negotiation);
            open += openIn(negotiation) - openIn(was);
            return was;
        }

        void remove(Leg leg) {
            open -= openIn(all.remove(leg));
        }

        private static int openIn(@Nullable Negotiation negotiation) {
            return negotiation == null || negotiation.open() == null ? 0 : 1;
        }
    }

    private final Changes changes;
    private Map<String, Legs> byPeer = new HashMap<>();
    private long weight;

    Negotiations(Changes changes) {
        this.changes = changes;
    }

    @Nullable Negotiation find(String peer, String other, String pc) {
        Legs legs = byPeer.get(peer);
        return legs == null ? null : legs.all.get(new Leg(other, pc));
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

    private Legs legs(String peer) {
        return byPeer.computeIfAbsent(peer, key -> new Legs());
    }

    /** @param to with whom; {@code null}: with anybody */
    OfferStanding offers(String peer, @Nullable String to, String pc) {
        Legs legs = byPeer.get(peer);
        OfferStanding standing = OfferStanding.NOBODY;
        if (legs != null) {
            for (Map.Entry<Leg, Negotiation> leg : legs.all.entrySet()) {
                if (leg.getKey().pc.equals(pc)
                        && (to == null || leg.getKey().other.equals(to))) {
                    if (leg.getValue().isOpenFrom(peer)) {
                        return OfferStanding.OPEN;
                    }
                    standing = OfferStanding.SETTLED;
                }
            }
        }
        return standing;
    }

    /** How many a peer has. */
    int size(String peer) {
        Legs legs = byPeer.get(peer);
        return legs == null ? 0 : legs.all.size();
    }

    /** In how many of a peer's an offer is open. */
    int open(String peer) {
        Legs legs = byPeer.get(peer);
        return legs == null ? 0 : legs.open;
    }

    /** That of some of a peer's which comes first; {@code null}: there are none. */
    @Nullable Negotiation first(String peer, Predicate<Negotiation> some, Comparator<Negotiation> order) {
        Legs legs = byPeer.get(peer);
        return legs == null
                ? null
                : legs.all.values().stream().filter(some).min(order).orElse(null);
    }

    /** A copy: negotiations may be put while it is walked. */
    List<Negotiation> of(String peer) {
        Legs legs = byPeer.get(peer);
        return legs == null ? List.of() : List.copyOf(legs.all.values());
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
        Legs legs = byPeer.get(peer);
        return legs == null
                ? 0
                : legs.all
                        .subMap(new Leg(other, ""), true, new Leg(other, "\uffff"), false)
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
        Legs legs = byPeer.get(peer);
        if (legs != null) {
            legs.remove(new Leg(negotiation.other(peer), negotiation.pc()));
            if (legs.all.isEmpty()) {
                byPeer.remove(peer);
            }
        }
    }

    private void forget(Negotiation negotiation) {
        changes.negotiation(negotiation);
        weight -= negotiation.weight();
    }

    void drop(String peer) {
        Legs legs = byPeer.remove(peer);
        if (legs != null) {
            for (Negotiation negotiation : legs.all.values()) {
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
                        .flatMap(entry -> entry.getValue().all.values().stream()
                                .filter(negotiation -> negotiation.first().equals(entry.getKey())))
                        .toList();
    }
}
