package io.beckon.replay;

import io.beckon.room.Proposal;
import io.beckon.room.Room;

/**
 * Participants whom a room does not know, though a record is of one: where the beginning of the log is no longer kept, they may have
 * come before.
 */
final class Strangers {

    private Strangers() {}

    /** @param room before the record is applied */
    static boolean areIn(Proposal proposal, Room room) {
        return switch (proposal) {
            case Proposal.Join join -> join.replaces() != null && isUnknown(join.replaces(), room);
            case Proposal.Knock knock -> false;
            case Proposal.Kick kick -> isUnknown(kick.origin().session(), room) || isNobody(kick.peer(), room);
            case Proposal.Framed framed -> isUnknown(framed.origin().session(), room);
            case Proposal.Entitle entitled -> isUnknown(entitled.session(), room);
            case Proposal.Disconnected lost -> isUnknown(lost.session(), room);
            case Proposal.WindowElapsed timer -> isUnknown(timer.session(), room);
            case Proposal.Order order ->
                order.action() instanceof Proposal.Action.Remove removal && isNobody(removal.peer(), room);
            case Proposal.NegotiationTimedOut timer -> false;
            case Proposal.OpenCall open -> false;
            case Proposal.InstanceLost lost -> false;
            case Proposal.BarEnded timer -> false;
            case Proposal.KnockEnded timer -> false;
        };
    }

    private static boolean isUnknown(String session, Room room) {
        return room.member(session) == null && !room.hasLeft(session);
    }

    private static boolean isNobody(String peer, Room room) {
        return room.participant(peer) == null;
    }
}
