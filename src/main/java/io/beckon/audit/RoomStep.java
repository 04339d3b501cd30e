package io.beckon.audit;

import io.beckon.room.CallHead;
import io.beckon.room.Effect;
import io.beckon.room.LeaveReason;
import io.beckon.room.Member;
import io.beckon.room.Origin;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.ReceiptBook;
import io.beckon.room.Reply;
import io.beckon.room.Room;
import io.beckon.room.Seq;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record that a room has applied, and what there is to tell of it, in this order: the room opened; what was done; who left and who
 * came; what became of offers; the call ended; the room closed.
 */
final class RoomStep {

    private final Room room;
    private final Proposal proposal;
    private final RoomBefore before;
    private final Outcome outcome;
    private final EventMaker events;
    private final @Nullable By by;

    RoomStep(Room room, Proposal proposal, RoomBefore before, Outcome outcome, EventMaker events) {
        this.room = room;
        this.proposal = proposal;
        this.before = before;
        this.outcome = outcome;
        this.events = events;
        this.by = by();
    }

    void tell() {
        if (reply() instanceof Reply.Refused refused && proposal instanceof Proposal.Framed framed) {
            events.add(by, new Fact.SignalRefused(FrameName.of(framed), FrameName.code(refused.refusal())));
            return;
        }
        if (before.empty() && !room.isEmpty()) {
            events.add(by, new Fact.RoomOpened(room.pattern()));
        }
        if (!before.carriedOut()) {
            new RoomActs(room, before, by, seq(), events).tell(proposal, isAcceptedNow(), ordered());
        }
        before.concerned().forEach(this::tellIfGone);
        before.concerned().forEach(this::tellIfCome);
        new OfferFates(room, proposal, before, events).tell(by, outcome, seq());
        outcome.effects().forEach(this::tellIfCallOver);
        if (!before.empty() && room.isEmpty()) {
            events.add(by, new Fact.RoomClosed());
        }
    }

    private @Nullable Reply reply() {
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Replied replied) {
                return replied.reply();
            }
        }
        return null;
    }

    /** The place of the frame that was acknowledged; 0 if none was. */
    private long seq() {
        return reply() instanceof Reply.Acknowledged ack ? ack.seq() : 0;
    }

    /** For the first time: a frame that is sent again gets the acknowledgement of its earlier record. */
    private boolean isAcceptedNow() {
        Reply reply = reply();
        return reply instanceof Reply.Acknowledged ack && Seq.position(ack.seq()) == outcome.position()
                || reply instanceof Reply.Knocking knocking && knocking.isNew();
    }

    private Fact.@Nullable Outcome ordered() {
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Ordered ordered) {
                return switch (ordered.outcome()) {
                    case DONE -> Fact.Outcome.DONE;
                    case NO_SUCH_ROOM, NO_SUCH_PEER -> Fact.Outcome.REFUSED;
                };
            }
        }
        return null;
    }

    // Who

    private @Nullable By by() {
        return switch (proposal) {
            case Proposal.Framed framed -> by(framed);
            case Proposal.Order order -> By.administrator(order.issuer(), order.by());
            case Proposal.OpenCall open -> null;
            case Proposal.Entitle entitled -> null;
            case Proposal.Disconnected lost -> null;
            case Proposal.InstanceLost lost -> null;
            case Proposal.WindowElapsed elapsed -> null;
            case Proposal.NegotiationTimedOut timer -> null;
            case Proposal.BarEnded ended -> null;
            case Proposal.KnockEnded ended -> null;
        };
    }

    private By by(Proposal.Framed framed) {
        Member was = before.members().get(framed.origin().session());
        Member member = was == null ? room.member(framed.origin().session()) : was;
        if (member != null) {
            return By.of(framed.origin(), member);
        }
        return switch (framed) {
            case Proposal.Join join ->
                By.of(join.origin(), join.applicant().user(), join.applicant().userName());
            case Proposal.Resume resume -> By.of(resume.origin(), resume.user(), null);
            case Proposal.Knock knock -> By.of(knock.origin(), knock.user(), knock.userName());
            case Proposal.OfMember asked -> byDeparted(asked.origin());
        };
    }

    /** Of one who was never there the record says no more than the session. */
    private By byDeparted(Origin origin) {
        ReceiptBook.Owner owner = room.departed(origin.session());
        return owner == null ? By.of(origin, null, null) : By.of(origin, owner.user(), owner.userName());
    }

    private boolean isActor(String session) {
        return proposal instanceof Proposal.Framed framed
                && framed.origin().session().equals(session);
    }

    private @Nullable By by(Member member) {
        return isActor(member.session()) ? by : By.of(member);
    }

    // Who went and who came

    private void tellIfGone(String session) {
        Member was = before.members().get(session);
        if (was != null && room.member(session) == null) {
            events.add(by(was), new Fact.ParticipantLeft(reason(was)));
        }
    }

    private LeaveReason reason(Member gone) {
        return switch (proposal) {
            case Proposal.Framed framed -> reason(framed, gone);
            case Proposal.Order order ->
                order.action() instanceof Proposal.Action.Remove(var peer, var barSeconds) && isPeer(gone, peer)
                        ? LeaveReason.KICKED
                        : LeaveReason.ROOM_CLOSED;
            case Proposal.Entitle entitled ->
                entitled.session().equals(gone.session()) ? LeaveReason.KICKED : LeaveReason.ROOM_CLOSED;
            case Proposal.WindowElapsed elapsed ->
                elapsed.session().equals(gone.session())
                        ? Objects.requireNonNullElse(gone.absence(), LeaveReason.TIMEOUT)
                        : LeaveReason.ROOM_CLOSED;
            case Proposal.OpenCall open -> LeaveReason.ROOM_CLOSED;
            case Proposal.Disconnected lost -> lost.reason();
            case Proposal.InstanceLost lost -> LeaveReason.NODE_LOST;
            case Proposal.NegotiationTimedOut timer -> LeaveReason.ROOM_CLOSED;
            case Proposal.BarEnded ended -> LeaveReason.ROOM_CLOSED;
            case Proposal.KnockEnded ended -> LeaveReason.ROOM_CLOSED;
        };
    }

    /** Of a call whose last but one party goes the last goes because the room is closed. */
    private LeaveReason reason(Proposal.Framed framed, Member gone) {
        return switch (framed) {
            case Proposal.Kick kick -> isPeer(gone, kick.peer()) ? LeaveReason.KICKED : LeaveReason.ROOM_CLOSED;
            case Proposal.Join join ->
                gone.session().equals(join.replaces()) ? LeaveReason.REPLACED : ofOwn(gone, LeaveReason.KICKED);
            case Proposal.Leave leave -> ofOwn(gone, leave.reason());
            case Proposal.HangUp hangUp -> ofOwn(gone, LeaveReason.LEFT);
            case Proposal.Resume resume -> ofOwn(gone, LeaveReason.KICKED);
            case Proposal.Knock knock -> LeaveReason.ROOM_CLOSED;
            case Proposal.OfMember other -> LeaveReason.ROOM_CLOSED;
        };
    }

    private LeaveReason ofOwn(Member gone, LeaveReason reason) {
        return isActor(gone.session()) ? reason : LeaveReason.ROOM_CLOSED;
    }

    private static boolean isPeer(Member member, String peer) {
        return member.participant().peer().equals(peer);
    }

    private void tellIfCome(String session) {
        Member was = before.members().get(session);
        Member now = room.member(session);
        if (now == null) {
            return;
        }
        if (was == null) {
            events.add(by(now), new Fact.ParticipantJoined(now.participant().role()));
            return;
        }
        if (!was.incarnation().equals(now.incarnation())) {
            events.add(by(now), new Fact.ParticipantResumed());
        }
        if (was.participant().role() != now.participant().role()) {
            By giver = proposal instanceof Proposal.SetRole ? by : null;
            events.add(
                    giver,
                    new Fact.RoleChanged(
                            new Id(now.participant().peer()), now.participant().role()));
        }
    }

    private void tellIfCallOver(Effect effect) {
        if (effect instanceof Effect.CallOver(CallHead call, String reason)) {
            events.add(by, new Fact.CallEnded(new Id(call.call()), reason(reason), events.since(call.opened())));
        }
    }

    private CallReason reason(String of) {
        return proposal instanceof Proposal.HangUp hangUp
                ? Objects.requireNonNullElse(CallReason.said(hangUp.reason()), CallReason.HANGUP)
                : CallReason.ofLeaving(of);
    }
}
