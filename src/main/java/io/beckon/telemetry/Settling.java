package io.beckon.telemetry;

import io.beckon.log.LogRecord;
import io.beckon.room.Audience;
import io.beckon.room.Effect;
import io.beckon.room.Event;
import io.beckon.room.Outcome;
import io.beckon.room.Proposal;
import io.beckon.room.RoomKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which negotiations a record has ended, and how: from what the room has told its members, as they would conclude it. */
final class Settling {

    private final TracedNegotiations negotiations;

    Settling(TracedNegotiations negotiations) {
        this.negotiations = negotiations;
    }

    /** @param begun by the record itself; {@code null} if it begins none, or none that is traced here */
    void settle(LogRecord record, Outcome outcome, @Nullable TracedNegotiation begun) {
        for (Effect effect : outcome.effects()) {
            if (effect instanceof Effect.Emitted emitted) {
                settle(record, emitted, begun);
            }
        }
    }

    private void settle(LogRecord record, Effect.Emitted emitted, @Nullable TracedNegotiation begun) {
        RoomKey room = record.room();
        switch (emitted.event()) {
            case Event.Relayed relayed -> relayed(room, record.proposal(), emitted.audience(), begun);
            case Event.NegotiationChanged changed -> changed(room, changed);
            case Event.PeerLeft left ->
                negotiations.end(
                        room,
                        NegotiationOutcome.LEFT,
                        one -> one.isOfPeer(left.peer()) || one.isAddressedTo(left.peer()));
            case Event.Closed closed -> negotiations.end(room, NegotiationOutcome.ROOM_CLOSED, one -> true);
            case Event.CallEnded ended -> negotiations.end(room, NegotiationOutcome.ROOM_CLOSED, one -> true);
            case Event.PeerJoined joined -> {}
            case Event.PeerUpdated updated -> {}
            case Event.MuteRequested mute -> {}
            case Event.Knocks knocks -> {}
            case Event.Locked locked -> {}
            case Event.Unlocked unlocked -> {}
            case Event.Dismissed dismissed -> {}
        }
    }

    /** Only these end anything. One of several who reject an offer leaves it open for the others. */
    private void relayed(RoomKey room, Proposal proposal, Audience audience, @Nullable TracedNegotiation begun) {
        List<String> receivers = audience instanceof Audience.Only only ? only.sessions() : List.of();
        if (proposal instanceof Proposal.Offer offer) {
            String sender = offer.origin().session();
            negotiations.end(
                    room,
                    NegotiationOutcome.REPLACED,
                    one -> one != begun && one.isFrom(sender, offer.pc()) && one.reachesAnyOf(receivers));
        } else if (proposal instanceof Proposal.Rollback rollback) {
            String sender = rollback.origin().session();
            negotiations.end(
                    room,
                    NegotiationOutcome.ROLLED_BACK,
                    one -> one.isFrom(sender, rollback.pc()) && one.reachesAnyOf(receivers));
        } else if (proposal instanceof Proposal.Answer answer && !answer.provisional()) {
            String sender = answer.origin().session();
            negotiations.end(
                    room, NegotiationOutcome.ANSWERED, one -> one.isAnsweredBy(sender, answer.pc(), receivers));
        } else if (proposal instanceof Proposal.Reject reject) {
            String sender = reject.origin().session();
            negotiations.end(
                    room,
                    NegotiationOutcome.REJECTED,
                    one -> one.hasOneReceiver() && one.isAnsweredBy(sender, reject.pc(), receivers));
        }
    }

    private void changed(RoomKey room, Event.NegotiationChanged changed) {
        switch (changed.change()) {
            case TIMEOUT ->
                negotiations.end(
                        room,
                        NegotiationOutcome.TIMEOUT,
                        one -> one.isBetween(changed.from(), changed.to(), changed.pc()));
            case GLARE -> crossed(room, changed, changed.polite());
            case REJECTED, ANSWERED -> {
                // The frame itself has ended it.
            }
        }
    }

    /** The offer of the polite side has yielded; one that is for others, too, goes on. */
    private void crossed(RoomKey room, Event.NegotiationChanged changed, @Nullable String polite) {
        if (polite != null) {
            String other = polite.equals(changed.from()) ? changed.to() : changed.from();
            negotiations.end(
                    room,
                    NegotiationOutcome.GLARE,
                    one -> one.hasOneReceiver() && one.isBetween(polite, other, changed.pc()));
        }
    }
}
