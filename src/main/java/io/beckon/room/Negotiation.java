package io.beckon.room;

import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Offer and answer between two peers for one of their peer connections.
 *
 * <pre>
 *            offer                 answer               connected
 *   IDLE ───────────▶ OPEN ──────────────────▶ ANSWERED ─────────▶ CONNECTED
 *     ▲                │ ▲                        │  │                │  ▲
 *     └────────────────┘ │        failed, closed: │  └──▶ FAILED ◀────┘  │
 *      rollback, reject, └──── offer ─────────────┴─────────┴────────────┘
 *      timeout: to where the offer came from, which is IDLE only if there never was an answer
 * </pre>
 *
 * @param first the peer whose id sorts first
 * @param lastOffer {@code seq} of the latest offer in either direction; 0 before
 * @param lastAnswer {@code seq} of the latest answer; 0 before, and in rooms of rules older than {@link RoomRules#ANSWERED_LAST}
 * @param agreed what holds again if the open offer comes to nothing; {@code null}: no offer is open, or there was no answer before
 */
public record Negotiation(
        String first,
        String second,
        String pc,
        State state,
        @Nullable OpenOffer open,
        long lastOffer,
        long lastAnswer,
        DescriptionTrail firstTrail,
        DescriptionTrail secondTrail,
        @Nullable Agreed agreed) {

    /** What two have agreed upon: where they stand, and what each of them has described. */
    public record Agreed(State state, DescriptionTrail firstTrail, DescriptionTrail secondTrail) {

        private static final int WEIGHT = Footprint.object(12);

        private int weight() {
            return WEIGHT + firstTrail.weight() + secondTrail.weight();
        }
    }

    /** Of what each of the two peers has to find it by. */
    static final int LEG_WEIGHT = Footprint.object(8);

    private static final int WEIGHT = Footprint.object(48) + 2 * (LEG_WEIGHT + Footprint.TREE_ENTRY);

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
                0,
                DescriptionTrail.NONE,
                DescriptionTrail.NONE,
                null);
    }

    /** Whether the two have agreed on something, and neither has reported that it came to nothing. */
    public boolean isAgreed() {
        State last = agreed == null ? state : agreed.state;
        return last == State.ANSWERED || last == State.CONNECTED;
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
        Agreed before = state == State.ANSWERED || state == State.CONNECTED || state == State.FAILED
                ? new Agreed(state, firstTrail, secondTrail)
                : agreed;
        return peer.equals(first) ? with(next, secondTrail, before) : with(firstTrail, next, before);
    }

    private Negotiation with(DescriptionTrail ofFirst, DescriptionTrail ofSecond, @Nullable Agreed before) {
        return new Negotiation(first, second, pc, state, open, lastOffer, lastAnswer, ofFirst, ofSecond, before);
    }

    /** An offer that comes to nothing will leave it without anything agreed. */
    Negotiation withNothingAgreed() {
        return with(firstTrail, secondTrail, null);
    }

    Negotiation opened(OpenOffer offer) {
        return new Negotiation(
                first, second, pc, State.OPEN, offer, offer.seq(), lastAnswer, firstTrail, secondTrail, agreed);
    }

    /** The open offer has its answer. */
    Negotiation answered(long seq) {
        return new Negotiation(first, second, pc, State.ANSWERED, null, lastOffer, seq, firstTrail, secondTrail, null);
    }

    /** The open offer comes to nothing: all is as it was before (RFC 9429 section 4.1.10.2). */
    Negotiation undone() {
        return agreed == null
                ? settled(State.IDLE, firstTrail, secondTrail)
                : settled(
                        agreed.state,
                        agreed.firstTrail.insteadOf(firstTrail),
                        agreed.secondTrail.insteadOf(secondTrail));
    }

    private Negotiation settled(State next, DescriptionTrail ofFirst, DescriptionTrail ofSecond) {
        return new Negotiation(first, second, pc, next, null, lastOffer, lastAnswer, ofFirst, ofSecond, null);
    }

    /** What a report of the transport changes: nothing before there was an answer. */
    Negotiation reported(TransportState report) {
        State next = switch (report) {
            case CONNECTED -> State.CONNECTED;
            case FAILED, CLOSED -> State.FAILED;
            case DISCONNECTED -> null;
        };
        if (next == null || state == State.IDLE) {
            return this;
        }
        if (state == State.OPEN) {
            return agreed == null
                    ? this
                    : with(firstTrail, secondTrail, new Agreed(next, agreed.firstTrail, agreed.secondTrail));
        }
        return settled(next, firstTrail, secondTrail);
    }

    /** Whether candidates of this peer have their description: see {@link DescriptionTrail#knows}. */
    boolean knows(String peer, @Nullable String usernameFragment, @Nullable SectionName section) {
        return trail(peer).knows(usernameFragment, section)
                || agreed != null
                        && usernameFragment != null
                        && (peer.equals(first) ? agreed.firstTrail : agreed.secondTrail)
                                .knows(usernameFragment, section);
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
                + secondTrail.weight()
                + (agreed == null ? 0 : agreed.weight());
    }
}
