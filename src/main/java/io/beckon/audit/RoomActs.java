package io.beckon.audit;

import io.beckon.room.Negotiation;
import io.beckon.room.OpenOffer;
import io.beckon.room.Origin;
import io.beckon.room.Proposal;
import io.beckon.room.Room;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did in a room by a record that was accepted, besides coming and going.
 *
 * @param seq of the record's frame, if it was acknowledged
 */
record RoomActs(Room room, RoomBefore before, @Nullable By by, long seq, EventMaker events) {

    /**
     * @param accepted whether the record was acknowledged, and for the first time
     * @param ordered what came of it, if it is an order
     */
    void tell(Proposal proposal, boolean accepted, Fact.@Nullable Outcome ordered) {
        switch (proposal) {
            case Proposal.Framed framed -> {
                if (accepted) {
                    tell(framed);
                }
            }
            case Proposal.Order order -> {
                if (ordered != null) {
                    tell(order, ordered);
                }
            }
            case Proposal.OpenCall open -> {}
            case Proposal.Entitle entitled -> {}
            case Proposal.Disconnected lost -> {}
            case Proposal.InstanceLost lost -> {}
            case Proposal.WindowElapsed elapsed -> {}
            case Proposal.NegotiationTimedOut timer -> {}
            case Proposal.BarEnded ended -> {}
            case Proposal.KnockEnded ended -> {}
        }
    }

    private void tell(Proposal.Framed framed) {
        switch (framed) {
            case Proposal.Offer offer ->
                events.add(
                        by,
                        new Fact.OfferRelayed(to(offer.to()), new PcName(offer.pc()), seq, MediaScan.of(offer.body())));
            case Proposal.Answer answer ->
                events.add(
                        by,
                        new Fact.AnswerRelayed(
                                to(answer.to()),
                                new PcName(answer.pc()),
                                answeredBy(answer),
                                answer.provisional(),
                                MediaScan.of(answer.body())));
            case Proposal.Candidate candidate ->
                events.add(
                        by,
                        new Fact.CandidateRelayed(
                                to(candidate.to()),
                                new PcName(candidate.pc()),
                                candidate.re() == null
                                        ? latestOffer(candidate.origin(), candidate.to(), candidate.pc())
                                        : candidate.re(),
                                candidate.body().size(),
                                MediaScan.candidateType(candidate.body())));
            case Proposal.Message message ->
                events.add(
                        by,
                        new Fact.MessageRelayed(to(message.to()), message.body().size()));
            case Proposal.ReportTransport report ->
                events.add(
                        by,
                        new Fact.TransportReported(
                                new Id(report.peer()),
                                new PcName(report.pc()),
                                latestOffer(report.origin(), report.peer(), report.pc()),
                                report.state()));
            case Proposal.Kick kick -> removed(kick.peer(), kick.barSeconds(), Label.orNull(kick.reason()));
            case Proposal.Mute mute -> events.add(by, new Fact.MuteRequested(to(mute.peer()), mute.source()));
            case Proposal.Knock knock -> events.add(by, new Fact.Knocked());
            case Proposal.AnswerKnock answer ->
                events.add(by, new Fact.KnockAnswered(new Id(answer.user()), answer.admits()));
            case Proposal.Lock lock -> tellIfLocked();
            case Proposal.Unlock unlock -> tellIfLocked();
            case Proposal.Close close -> events.add(by, new Fact.RoomDissolved());
            case Proposal.Join join -> {}
            case Proposal.Leave leave -> {}
            case Proposal.Resume resume -> {}
            case Proposal.Rollback rollback -> {}
            case Proposal.Reject reject -> {}
            case Proposal.Update update -> {}
            case Proposal.SetRole setRole -> {}
            case Proposal.HangUp hangUp -> {}
        }
    }

    private void tell(Proposal.Order order, Fact.Outcome ordered) {
        Label reason = new Label(order.reason());
        events.add(by, new Fact.OrderCarriedOut(kind(order.action()), peer(order.action()), ordered, reason));
        if (ordered == Fact.Outcome.DONE) {
            switch (order.action()) {
                case Proposal.Action.Remove(var peer, var barSeconds) -> removed(peer, barSeconds, reason);
                case Proposal.Action.SetLock lock -> tellIfLocked();
                case Proposal.Action.Dissolve dissolve -> events.add(by, new Fact.RoomDissolved());
                case Proposal.Action.Tell tell -> {}
            }
        }
    }

    private static Fact.Order kind(Proposal.Action action) {
        return switch (action) {
            case Proposal.Action.Remove remove -> Fact.Order.REMOVE;
            case Proposal.Action.SetLock lock -> lock.locked() ? Fact.Order.LOCK : Fact.Order.UNLOCK;
            case Proposal.Action.Dissolve dissolve -> Fact.Order.DISSOLVE;
            case Proposal.Action.Tell tell -> Fact.Order.TELL;
        };
    }

    private static @Nullable Id peer(Proposal.Action action) {
        return action instanceof Proposal.Action.Remove remove ? new Id(remove.peer()) : null;
    }

    private void removed(String peer, int barSeconds, @Nullable Label reason) {
        events.add(by, new Fact.ParticipantRemoved(new Id(peer), barSeconds, reason));
    }

    private void tellIfLocked() {
        if (room.isLocked() != before.locked()) {
            events.add(by, room.isLocked() ? new Fact.RoomLocked() : new Fact.RoomUnlocked());
        }
    }

    private @Nullable Long answeredBy(Proposal.Answer answer) {
        String answerer = room.peer(answer.origin().session());
        return answer.re() == null
                ? only(before.open().stream()
                        .map(Negotiation::open)
                        .filter(Objects::nonNull)
                        .filter(offer -> !offer.offerer().equals(answerer))
                        .map(OpenOffer::seq))
                : answer.re();
    }

    private @Nullable Long latestOffer(Origin origin, @Nullable String to, String pc) {
        return only(RoomBefore.negotiations(room, origin.session(), to, pc).stream()
                .map(Negotiation::lastOffer)
                .filter(offer -> offer > 0));
    }

    /** {@code null} where there are several, or none. */
    private static @Nullable Long only(Stream<Long> offers) {
        List<Long> different = offers.distinct().limit(2).toList();
        return different.size() == 1 ? different.getFirst() : null;
    }

    private static @Nullable Id to(@Nullable String peer) {
        return peer == null ? null : new Id(peer);
    }
}
