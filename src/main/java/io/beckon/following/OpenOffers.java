package io.beckon.following;

import io.beckon.following.FollowingFigures.Settlement;
import io.beckon.room.Member;
import io.beckon.room.Negotiation;
import io.beckon.room.OpenOffer;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The offers that are open when a record comes which may settle them, and are made by sessions of this node: so each is counted on
 * one node. An offer to nobody in particular counts once for each peer who was to answer it.
 */
record OpenOffers(List<Negotiation> open) {

    static final OpenOffers NONE = new OpenOffers(List.of());

    /** @param isHere whether a member's session is this node's */
    static OpenOffers of(Room room, Proposal proposal, Predicate<Member> isHere) {
        return switch (proposal) {
            case Proposal.Offer it -> of(room, it.origin().session(), it.to(), it.pc(), isHere);
            case Proposal.Rollback it -> of(room, it.origin().session(), it.to(), it.pc(), isHere);
            case Proposal.Answer it ->
                it.provisional() ? NONE : of(room, it.origin().session(), it.to(), it.pc(), isHere);
            case Proposal.Reject it -> of(room, it.origin().session(), it.to(), it.pc(), isHere);
            case Proposal.NegotiationTimedOut timer ->
                of(room, room.negotiations(timer.offerer()), any -> true, isHere);
            case Proposal.Leave it -> ofMember(room, room.member(it.origin().session()), isHere);
            case Proposal.HangUp it -> ofAll(room, isHere);
            case Proposal.WindowElapsed it -> ofMember(room, room.member(it.session()), isHere);
            case Proposal.Kick it -> ofMember(room, room.participant(it.peer()), isHere);
            case Proposal.Close it -> ofAll(room, isHere);
            case Proposal.Order it -> ofAll(room, isHere);
            default -> NONE;
        };
    }

    private static OpenOffers of(Room room, String session, @Nullable String to, String pc, Predicate<Member> isHere) {
        String peer = room.peer(session);
        if (peer == null) {
            return NONE;
        }
        if (to == null) {
            return of(
                    room,
                    room.negotiations(peer),
                    negotiation -> negotiation.pc().equals(pc),
                    isHere);
        }
        Negotiation negotiation = room.negotiation(peer, to, pc);
        return negotiation == null ? NONE : of(room, List.of(negotiation), any -> true, isHere);
    }

    private static OpenOffers ofMember(Room room, @Nullable Member member, Predicate<Member> isHere) {
        return member == null
                ? NONE
                : of(room, room.negotiations(member.participant().peer()), any -> true, isHere);
    }

    private static OpenOffers ofAll(Room room, Predicate<Member> isHere) {
        List<Negotiation> open = new ArrayList<>();
        for (Member member : room.members(0, Integer.MAX_VALUE)) {
            if (isHere.test(member)) {
                String peer = member.participant().peer();
                open.addAll(
                        of(room, room.negotiations(peer), negotiation -> isBy(peer, negotiation.open()), isHere).open);
            }
        }
        return new OpenOffers(open);
    }

    private static boolean isBy(String peer, @Nullable OpenOffer offer) {
        return offer != null && offer.offerer().equals(peer);
    }

    private static OpenOffers of(
            Room room, List<Negotiation> all, Predicate<Negotiation> meant, Predicate<Member> isHere) {
        List<Negotiation> open = new ArrayList<>();
        for (Negotiation negotiation : all) {
            if (meant.test(negotiation) && isHere(room, negotiation.open(), isHere)) {
                open.add(negotiation);
            }
        }
        return open.isEmpty() ? NONE : new OpenOffers(open);
    }

    private static boolean isHere(Room room, @Nullable OpenOffer offer, Predicate<Member> isHere) {
        Member offerer = offer == null ? null : room.participant(offer.offerer());
        return offerer != null && isHere.test(offerer);
    }

    /** Says of each that is not open any more how it was settled, and after how many milliseconds. */
    void tellSettled(Room room, Proposal proposal, long loggedAt, BiConsumer<Settlement, Long> to) {
        for (Negotiation was : open) {
            OpenOffer offer = was.open();
            if (offer != null && !isOpen(room, was, offer)) {
                long millis = offer.time() > 0 && loggedAt > 0 ? Math.max(0, loggedAt - offer.time()) : 0;
                to.accept(how(room, proposal, offer), millis);
            }
        }
    }

    private static boolean isOpen(Room room, Negotiation was, OpenOffer offer) {
        Negotiation now = room.negotiation(was.first(), was.second(), was.pc());
        OpenOffer open = now == null ? null : now.open();
        return open != null && open.seq() == offer.seq();
    }

    private static Settlement how(Room room, Proposal proposal, OpenOffer offer) {
        return switch (proposal) {
            case Proposal.Answer answer -> Settlement.ANSWERED;
            case Proposal.Reject reject -> Settlement.REJECTED;
            case Proposal.Rollback rollback -> Settlement.ROLLED_BACK;
            case Proposal.NegotiationTimedOut timer -> Settlement.TIMEOUT;
            case Proposal.Offer anew ->
                offer.offerer().equals(room.peer(anew.origin().session())) ? Settlement.ABANDONED : Settlement.GLARE;
            default -> Settlement.ABANDONED;
        };
    }
}
