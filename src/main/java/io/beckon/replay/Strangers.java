package io.beckon.replay;

import io.beckon.room.Proposal;
import io.beckon.room.Room;
import io.beckon.room.RoomSnapshot;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Participants of a room whose coming is in none of its records: where the beginning of the log is no longer kept, they may have come
 * before. Who has only knocked has come, too: that it can withdraw that says nothing of others.
 */
final class Strangers {

    private final Set<String> known = new HashSet<>();
    private final Set<Long> removals = new HashSet<>();
    private boolean haveActed;

    /** @param room before the record is applied */
    void take(Proposal proposal, long position, Room room) {
        switch (proposal) {
            case Proposal.Join join -> {
                act(join.replaces());
                known.add(join.origin().session());
            }
            case Proposal.Knock knock -> known.add(knock.origin().session());
            case Proposal.OpenCall open -> open.parties().forEach(party -> known.add(party.session()));
            case Proposal.Kick kick -> {
                act(kick.origin().session());
                remove(kick.peer(), position, room);
            }
            case Proposal.Framed framed -> act(framed.origin().session());
            case Proposal.Entitle entitled -> act(entitled.session());
            case Proposal.Disconnected lost -> act(lost.session());
            case Proposal.WindowElapsed timer -> act(timer.session());
            case Proposal.Order order -> {
                if (order.action() instanceof Proposal.Action.Remove removal) {
                    remove(removal.peer(), position, room);
                }
            }
            case Proposal.NegotiationTimedOut timer -> {}
            case Proposal.InstanceLost lost -> {}
            case Proposal.BarEnded timer -> {}
            case Proposal.KnockEnded timer -> {}
        }
    }

    private void act(@Nullable String session) {
        haveActed |= session != null && !known.contains(session);
    }

    /** Anybody can have nobody removed: only that somebody left by it shows that somebody was there. */
    private void remove(String peer, long position, Room room) {
        if (room.participant(peer) == null) {
            removals.add(position);
        }
    }

    /** Whether one of them has done something, or was removed as the checkpoint remembers. */
    boolean wereIn(@Nullable RoomSnapshot kept) {
        return haveActed
                || kept != null
                        && kept.receipts().entrySet().stream()
                                .anyMatch(left ->
                                        removals.contains(left.getValue().closed()) && !known.contains(left.getKey()));
    }
}
