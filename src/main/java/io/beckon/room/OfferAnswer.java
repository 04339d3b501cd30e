package io.beckon.room;

import io.beckon.sdp.SessionDescription;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The offer/answer exchange of RFC 9429 between the members of a room: the table of negotiations. */
record OfferAnswer(RoomState room, Effects effects) {

    /** How many peer connections a pair may negotiate. */
    static final int CONNECTIONS_PER_PAIR = 16;

    /** How many other offers a frame that names nobody may cross or settle: each makes a frame for the same receiver. */
    private static final int CROSSINGS = 12;

    Reply offer(Member sender, Proposal.Offer offer) {
        switch (room.routing().offer(sender, offer.to())) {
            case Route.Nowhere nowhere -> {
                return nowhere.refused();
            }
            case Route.To to -> {
                List<Negotiation> negotiations = new ArrayList<>(to.receivers().size());
                for (Member receiver : to.receivers()) {
                    negotiations.add(room.negotiations.get(sender.peer(), receiver.peer(), offer.pc()));
                }
                Reply.Refused refused = offerRefusal(sender, negotiations, offer);
                return refused == null ? open(sender, offer, to.receivers(), negotiations) : refused;
            }
        }
    }

    private Reply.@Nullable Refused offerRefusal(Member sender, List<Negotiation> negotiations, Proposal.Offer offer) {
        int crossing = 0;
        for (Negotiation negotiation : negotiations) {
            String other = negotiation.other(sender.peer());
            if (negotiation.trail(sender.peer()).isNewerThan(offer.description())) {
                return Reply.Refused.of(
                        Refusal.BAD_SDP,
                        "line 2: the version in the o= line is lower than that of the last offer (RFC 8866 section 5.2)",
                        "offer.sdp");
            }
            if (room.pattern != Pattern.LOBBY
                    && room.negotiations.find(sender.peer(), other, offer.pc()) == null
                    && room.negotiations.between(sender.peer(), other) >= CONNECTIONS_PER_PAIR) {
                return Reply.Refused.of(
                        Refusal.NOT_ALLOWED, "at most " + CONNECTIONS_PER_PAIR + " connections for a pair", "pc");
            }
            crossing += negotiation.isOpenTo(sender.peer()) ? 1 : 0;
        }
        return crossing > CROSSINGS ? tooManyOpen() : null;
    }

    private Reply open(Member sender, Proposal.Offer offer, List<Member> receivers, List<Negotiation> negotiations) {
        new Casting(room, effects).announce(sender);
        if (room.pattern == Pattern.LOBBY) {
            new LobbyConnections(room).makeRoom(sender, offer);
        }
        long seq = effects.seq();
        OpenOffer open = new OpenOffer(
                seq, sender.peer(), offer.description().mediaSections(), offer.to() != null, null, seq, effects.time());
        Reply ack = new Exchange(room, effects)
                .relay(
                        new Audience.Only(Visibility.sessions(receivers)),
                        Event.Kind.OFFER,
                        sender,
                        offer.to(),
                        offer.body());
        IceGeneration generation = IceGeneration.of(offer.description().usernameFragments());
        for (int i = 0; i < receivers.size(); i++) {
            Negotiation described = described(negotiations.get(i), sender, offer.description(), generation);
            open(sender, receivers.get(i), described, open);
        }
        arm(open, offer.pc());
        return ack;
    }

    private Negotiation described(
            Negotiation negotiation, Member sender, SessionDescription description, IceGeneration generation) {
        Negotiation described = negotiation.described(sender.peer(), description, generation);
        return room.rules.version() < RoomRules.AGREED_STAYS ? described.withNothingAgreed() : described;
    }

    /** Whether an offer has to be answered in a time. In a lobby it may ring as long as both are there. */
    static boolean isTimed(Pattern pattern) {
        return pattern != Pattern.LOBBY;
    }

    /** Two offers that cross: both were delivered, and that of the impolite side stands. */
    private void open(Member sender, Member receiver, Negotiation negotiation, OpenOffer offer) {
        boolean crosses = negotiation.isOpenTo(sender.peer());
        boolean yields = crosses && sender.isPoliteTo(receiver);
        room.negotiations.put(yields ? negotiation : negotiation.opened(offer));
        if (!yields) {
            release(negotiation);
        }
        if (crosses) {
            Member polite = yields ? sender : receiver;
            effects.emit(
                    new Audience.Only(List.of(receiver.session(), sender.session())),
                    new Event.NegotiationChanged(
                            sender.peer(), receiver.peer(), negotiation.pc(), Event.Change.GLARE, polite.peer()));
        }
    }

    Reply rollback(Member sender, Proposal.Rollback rollback) {
        Reply.Refused refused = addresseeRefusal(sender, rollback.to());
        if (refused != null) {
            return refused;
        }
        List<Negotiation> mine = negotiations(sender, rollback.to(), rollback.pc()).stream()
                .filter(negotiation -> negotiation.isOpenFrom(sender.peer()))
                .toList();
        if (mine.isEmpty()) {
            return Reply.Refused.of(Refusal.WRONG_STATE, "there is no open offer of yours to roll back");
        }
        mine.forEach(negotiation -> room.negotiations.put(negotiation.undone()));
        mine.forEach(this::release);
        return new Exchange(room, effects)
                .relay(audience(others(sender, mine)), Event.Kind.OFFER, sender, rollback.to(), rollback.body());
    }

    Reply answer(Member sender, Proposal.Answer answer) {
        Reply.Refused refused = addresseeRefusal(sender, answer.to());
        if (refused != null) {
            return refused;
        }
        List<Negotiation> open = new ArrayList<>();
        List<Negotiation> fitting = new ArrayList<>();
        for (Negotiation negotiation : openTo(sender, answer.to(), answer.pc(), answer.re())) {
            if (offerIn(negotiation).mayBeAnsweredBy(sender.peer())) {
                open.add(negotiation);
                if (negotiation.isFitFor(answer.description())) {
                    fitting.add(negotiation);
                }
            }
        }
        if (fitting.isEmpty()) {
            return open.isEmpty() ? noOpenOffer() : unfitting(open, answer.description());
        }
        if (fitting.size() > CROSSINGS) {
            return tooManyOpen();
        }
        new Casting(room, effects).announce(sender);
        Reply ack = new Exchange(room, effects)
                .relay(audience(others(sender, fitting)), Event.Kind.ANSWER, sender, answer.to(), answer.body());
        long seq = ((Reply.Acknowledged) ack).seq();
        IceGeneration generation = IceGeneration.of(answer.description().usernameFragments());
        for (Negotiation negotiation : fitting) {
            Negotiation described = described(negotiation, sender, answer.description(), generation);
            if (answer.provisional()) {
                reserve(sender, described, seq);
            } else {
                conclude(described, seq);
            }
        }
        return ack;
    }

    private void reserve(Member sender, Negotiation described, long seq) {
        room.negotiations.put(described);
        replace(offerIn(described).reserved(sender.peer(), seq), described);
    }

    /** An open offer is another in all its negotiations, of which one is known, and has its whole time from now on. */
    private void replace(OpenOffer offer, Negotiation known) {
        List<Negotiation> open = offer.addressed() ? List.of(known) : room.negotiations.of(offer);
        open.forEach(negotiation -> room.negotiations.put(negotiation.opened(offer)));
        if (!open.isEmpty()) {
            arm(offer, known.pc());
        }
    }

    private void arm(OpenOffer offer, String pc) {
        if (isTimed(room.pattern)) {
            effects.arm(new Proposal.NegotiationTimedOut(offer.offerer(), pc, offer.seq(), offer.armed()));
        }
    }

    private void conclude(Negotiation described, long seq) {
        OpenOffer offer = offerIn(described);
        room.negotiations.put(described.answered(room.rules.version() < RoomRules.ANSWERED_LAST ? 0 : seq));
        List<Negotiation> lost = offer.addressed() ? List.of() : room.negotiations.of(offer);
        for (Negotiation open : lost) {
            String other = open.other(offer.offerer());
            room.negotiations.put(open.undone());
            effects.alongside(
                    member(other),
                    new Event.NegotiationChanged(offer.offerer(), other, open.pc(), Event.Change.ANSWERED, null));
        }
        if (!lost.isEmpty()) {
            effects.next();
        }
    }

    Reply reject(Member sender, Proposal.Reject reject) {
        Reply.Refused refused = addresseeRefusal(sender, reject.to());
        if (refused != null) {
            return refused;
        }
        List<Negotiation> open = openTo(sender, reject.to(), reject.pc(), reject.re());
        if (open.isEmpty()) {
            return noOpenOffer();
        }
        List<Member> offerers = others(sender, open);
        new Casting(room, effects).announce(sender);
        Reply ack = new Exchange(room, effects)
                .relay(audience(offerers), Event.Kind.REJECT, sender, reject.to(), reject.body());
        for (Negotiation negotiation : open) {
            String offerer = offerIn(negotiation).offerer();
            room.negotiations.put(negotiation.undone());
            release(negotiation);
            effects.alongside(
                    member(offerer),
                    new Event.NegotiationChanged(offerer, sender.peer(), reject.pc(), Event.Change.REJECTED, null));
        }
        effects.next();
        return ack;
    }

    void timeOut(Proposal.NegotiationTimedOut timer) {
        List<Negotiation> waiting = waiting(room, timer);
        if (waiting.isEmpty()) {
            return;
        }
        OpenOffer offer = offerIn(waiting.get(0));
        for (Negotiation negotiation : waiting) {
            String other = negotiation.other(timer.offerer());
            room.negotiations.put(negotiation.undone());
            effects.alongside(member(other), timedOut(timer, other));
        }
        String to = offer.addressed() ? waiting.get(0).other(timer.offerer()) : null;
        effects.alongside(member(timer.offerer()), timedOut(timer, to));
        effects.next();
    }

    private static Event timedOut(Proposal.NegotiationTimedOut timer, @Nullable String to) {
        return new Event.NegotiationChanged(timer.offerer(), to, timer.pc(), Event.Change.TIMEOUT, null);
    }

    /**
     * The negotiations whose open offer has run out of time with this timer. There are none while the offerer, or everybody who may
     * answer, is absent: whoever comes back gives the offer its whole time again.
     */
    static List<Negotiation> waiting(RoomState room, Proposal.NegotiationTimedOut timer) {
        List<Negotiation> waiting = new ArrayList<>();
        boolean isAnswerable = false;
        for (Negotiation negotiation : room.negotiations.of(timer.offerer())) {
            OpenOffer offer = negotiation.open();
            if (offer != null && offer.seq() == timer.offer() && offer.armed() == timer.armed()) {
                waiting.add(negotiation);
                String other = negotiation.other(timer.offerer());
                isAnswerable |= offerIn(waiting.getFirst()).mayBeAnsweredBy(other) && isPresent(room, other);
            }
        }
        return isAnswerable && isPresent(room, timer.offerer()) ? waiting : List.of();
    }

    private static boolean isPresent(RoomState room, String peer) {
        Member member = room.members.byPeer(peer);
        return member != null && member.absence() == null;
    }

    /** A member is back: the open offers from and to it have their whole time again. */
    void rearm(Member member) {
        Set<Long> rearmed = new HashSet<>();
        for (Negotiation negotiation : room.negotiations.of(member.peer())) {
            OpenOffer offer = negotiation.open();
            if (offer != null && rearmed.add(offer.seq())) {
                replace(offer.rearmed(effects.seq()), negotiation);
            }
        }
    }

    /** A member has left: its negotiations end, and what it had reserved for itself others may answer again. */
    void abandon(Member member) {
        List<Negotiation> ended = room.negotiations.of(member.peer());
        room.negotiations.drop(member.peer());
        for (Negotiation negotiation : ended) {
            release(negotiation);
        }
    }

    /** A member has another role: its negotiations with those whom it no longer reaches end. */
    void separate(Member member) {
        for (Negotiation negotiation : room.negotiations.of(member.peer())) {
            String other = negotiation.other(member.peer());
            if (room.routing().addressed(member, other, false) instanceof Route.Nowhere) {
                room.negotiations.drop(negotiation);
                release(negotiation);
            }
        }
    }

    /** An offer is open no longer where it was: if it was reserved for the answerer there, others may answer again, if there are any. */
    private void release(Negotiation was) {
        OpenOffer offer = was.open();
        if (offer != null && !offer.addressed() && was.other(offer.offerer()).equals(offer.reservedFor())) {
            replace(offer.released(effects.seq()), was);
        }
    }

    private List<Negotiation> openTo(Member sender, @Nullable String to, String pc, @Nullable Long re) {
        List<Negotiation> open = new ArrayList<>();
        for (Negotiation negotiation : negotiations(sender, to, pc)) {
            if (negotiation.isOpenTo(sender.peer())
                    && (re == null || offerIn(negotiation).seq() == re)) {
                open.add(negotiation);
            }
        }
        return open;
    }

    private List<Negotiation> negotiations(Member sender, @Nullable String to, String pc) {
        if (to == null) {
            return room.negotiations.of(sender.peer()).stream()
                    .filter(negotiation -> negotiation.pc().equals(pc))
                    .toList();
        }
        Negotiation negotiation = room.negotiations.find(sender.peer(), to, pc);
        return negotiation == null ? List.of() : List.of(negotiation);
    }

    private Reply.@Nullable Refused addresseeRefusal(Member sender, @Nullable String to) {
        return to != null && room.routing().addressed(sender, to, false) instanceof Route.Nowhere nowhere
                ? nowhere.refused()
                : null;
    }

    private static OpenOffer offerIn(Negotiation negotiation) {
        return Objects.requireNonNull(negotiation.open());
    }

    private Member member(String peer) {
        return Objects.requireNonNull(room.members.byPeer(peer));
    }

    private List<Member> others(Member sender, List<Negotiation> negotiations) {
        List<Member> others = new ArrayList<>(negotiations.size());
        negotiations.forEach(negotiation -> others.add(member(negotiation.other(sender.peer()))));
        return others;
    }

    private static Audience audience(List<Member> members) {
        return new Audience.Only(Visibility.sessions(members));
    }

    private static Reply.Refused noOpenOffer() {
        return Reply.Refused.of(Refusal.WRONG_STATE, "there is no open offer to answer");
    }

    private static Reply.Refused unfitting(List<Negotiation> open, SessionDescription answer) {
        boolean sameNumber =
                open.stream().anyMatch(negotiation -> offerIn(negotiation).mediaSections() == answer.mediaSections());
        String reason = sameNumber
                ? "the answer's m-sections have other mids or media types than those of the offer, or another order"
                        + " (RFC 9429 section 5.3.1)"
                : "the answer has " + answer.mediaSections()
                        + " media sections, the offer another number (RFC 9429 section 5.3.1)";
        return Reply.Refused.of(Refusal.BAD_SDP, reason, "answer.sdp");
    }

    private static Reply.Refused tooManyOpen() {
        return Reply.Refused.of(Refusal.WRONG_STATE, "too many offers are open at once: say to whom", "to");
    }
}
