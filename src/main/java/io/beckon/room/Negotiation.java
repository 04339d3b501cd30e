package io.beckon.room;

import io.beckon.sdp.SessionDescription;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Offer and answer between two peers for one of their peer connections.
 *
 * <pre>
 *            offer                 answer               connected
 *   IDLE ───────────▶ OPEN ──────────────────▶ ANSWERED ─────────▶ CONNECTED
 *     ▲                │ ▲  rollback, reject,     │  │                │  ▲
 *     └────────────────┘ │  timeout: IDLE         │  └──▶ FAILED ◀────┘  │
 *                        └──── offer ─────────────┴─────────┴───────────-┘
 * </pre>
 *
 * @param first the peer whose id sorts first
 * @param lastOffer {@code seq} of the latest offer in either direction; 0 before
 */
public record Negotiation(
        String first,
        String second,
        String pc,
        State state,
        @Nullable OpenOffer open,
        long lastOffer,
        DescriptionTrail firstTrail,
        DescriptionTrail secondTrail) {

    /** Of what each of the two peers has to find it by. */
    static final int LEG_WEIGHT = Footprint.object(8);

    private static final int WEIGHT = Footprint.object(36) + 2 * (LEG_WEIGHT + Footprint.TREE_ENTRY);

    /** In which a room's negotiations are told. */
    static final Comparator<Negotiation> ORDER = Comparator.comparing(Negotiation::first)
            .thenComparing(Negotiation::second)
            .thenComparing(Negotiation::pc);

    /** The rows of the negotiation table. */
    public enum State {
        IDLE,
        OPEN,
        ANSWERED,
        CONNECTED,
        FAILED
    }

    static Negotiation between(String peer, String other, String pc) {
        boolean inOrder = peer.compareTo(other) < 0;
        return new Negotiation(
                inOrder ? peer : other,
                inOrder ? other : peer,
                pc,
                State.IDLE,
                null,
                0,
                DescriptionTrail.NONE,
                DescriptionTrail.NONE);
    }

    public String other(String peer) {
        return peer.equals(first) ? second : first;
    }

    DescriptionTrail trail(String peer) {
        return peer.equals(first) ? firstTrail : secondTrail;
    }

    /** @param generation of the description: one for all whom it is for */
    Negotiation described(String peer, SessionDescription description, IceGeneration generation) {
        DescriptionTrail next = trail(peer).followedBy(description, generation);
        return peer.equals(first) ? withTrails(next, secondTrail) : withTrails(firstTrail, next);
    }

    private Negotiation withTrails(DescriptionTrail ofFirst, DescriptionTrail ofSecond) {
        return new Negotiation(first, second, pc, state, open, lastOffer, ofFirst, ofSecond);
    }

    Negotiation opened(OpenOffer offer) {
        return new Negotiation(first, second, pc, State.OPEN, offer, offer.seq(), firstTrail, secondTrail);
    }

    /** No offer is open any more. */
    Negotiation settled(State next) {
        return new Negotiation(first, second, pc, next, null, lastOffer, firstTrail, secondTrail);
    }

    /** What a report of the transport changes: nothing before there was an answer. */
    Negotiation reported(TransportState report) {
        return switch (state) {
            case IDLE, OPEN -> this;
            case ANSWERED, CONNECTED, FAILED ->
                switch (report) {
                    case CONNECTED -> settled(State.CONNECTED);
                    case FAILED -> settled(State.FAILED);
                    case DISCONNECTED, CLOSED -> this;
                };
        };
    }

    /** Whether an offer of somebody else is open that this peer may answer. */
    boolean isOpenTo(String peer) {
        return open != null && !open.offerer().equals(peer);
    }

    boolean isOpenFrom(String peer) {
        return open != null && open.offerer().equals(peer);
    }

    /** Whether an answer has the m-sections of the open offer, in their order (RFC 9429 section 5.3.1). */
    boolean isFitFor(SessionDescription answer) {
        return open != null
                && open.mediaSections() == answer.mediaSections()
                && trail(open.offerer()).outline().fits(answer.outline());
    }

    /** About how much memory it takes, in bytes, with its places among the negotiations of both; ids of peers are the members'. */
    int weight() {
        return WEIGHT
                + Footprint.text(pc)
                + (open == null ? 0 : OpenOffer.WEIGHT)
                + firstTrail.weight()
                + secondTrail.weight();
    }
}
