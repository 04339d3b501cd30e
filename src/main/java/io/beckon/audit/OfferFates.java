package io.beckon.audit;

import io.beckon.audit.Fact.Settlement;
import io.beckon.room.Effect;
import io.beckon.room.Event;
import io.beckon.room.Negotiation;
import io.beckon.room.OpenOffer;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of the offers that were open when a record came. An offer to nobody in particular that ends everywhere at once is
 * told of once, without an answerer; one that is answered is told of with the one who did.
 */
record OfferFates(Room room, Proposal proposal, RoomBefore before, EventMaker events) {

    /** @param seq of the record's frame, if it was acknowledged */
    void tell(@Nullable By by, Outcome outcome, long seq) {
        Set<Long> told = new HashSet<>();
        for (Negotiation was : before.open()) {
            OpenOffer offer = Objects.requireNonNull(was.open());
            if (isOpen(was, offer)) {
                continue;
            }
            boolean everywhere = !offer.addressed() && endsEverywhere(offer);
            if (!everywhere || told.add(offer.seq())) {
                String answerer = everywhere ? null : was.other(offer.offerer());
                settled(by, offer.offerer(), answerer, was.pc(), offer.seq(), fate(offer), events.since(offer.time()));
            }
        }
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Emitted emitted
                    && emitted.event() instanceof Event.NegotiationChanged changed
                    && changed.change() == Event.Change.GLARE
                    && changed.from().equals(changed.polite())) {
                settled(by, changed.from(), changed.to(), changed.pc(), seq, Settlement.GLARE, 0L);
            }
        }
    }

    private void settled(
            @Nullable By by,
            String offerer,
            @Nullable String answerer,
            String pc,
            long offer,
            Settlement fate,
            @Nullable Long durationMillis) {
        events.add(
                by,
                new Fact.NegotiationSettled(
                        new Id(offerer),
                        answerer == null ? null : new Id(answerer),
                        new PcName(pc),
                        offer,
                        fate,
                        durationMillis));
    }

    private boolean isOpen(Negotiation was, OpenOffer offer) {
        Negotiation now = room.negotiation(was.first(), was.second(), was.pc());
        return now != null && now.open() != null && now.open().seq() == offer.seq();
    }

    private boolean endsEverywhere(OpenOffer offer) {
        return switch (proposal) {
            case Proposal.Offer anew -> anew.to() == null && isOf(anew, offer);
            case Proposal.Rollback rollback -> rollback.to() == null;
            case Proposal.NegotiationTimedOut timer -> true;
            default -> room.participant(offer.offerer()) == null;
        };
    }

    private Settlement fate(OpenOffer offer) {
        return switch (proposal) {
            case Proposal.Offer anew -> isOf(anew, offer) ? Settlement.ABANDONED : Settlement.GLARE;
            case Proposal.Rollback rollback -> Settlement.ROLLED_BACK;
            case Proposal.Answer answer -> Settlement.ANSWERED;
            case Proposal.Reject reject -> Settlement.REJECTED;
            case Proposal.NegotiationTimedOut timer -> Settlement.TIMEOUT;
            default -> Settlement.ABANDONED;
        };
    }

    private boolean isOf(Proposal.Offer anew, OpenOffer offer) {
        return offer.offerer().equals(room.peer(anew.origin().session()));
    }
}
