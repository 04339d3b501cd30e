package io.beckon.room;

import org.jspecify.annotations.Nullable;

/**
 * How members stop being there: at once, or after a window in which they may come back.
 *
 * <pre>
 *   present ──Disconnected, InstanceLost──▶ absent ──WindowElapsed──▶ left
 *      ▲                                      │
 *      └───────────────Resume────────────────-┘
 * </pre>
 */
record Presence(RoomState room, Effects effects) {

    Reply leave(Member member, Proposal.Leave leave) {
        depart(member, leave.reason(), null, leave.origin().id() != null);
        endIfOver(leave.reason());
        return new Reply.Departed();
    }

    void disconnect(Proposal.Disconnected lost) {
        Member member = room.members.bySession(lost.session());
        if (member != null && member.incarnation().equals(lost.incarnation()) && member.absence() == null) {
            awaitReturn(member, lost.reason());
        }
    }

    void lose(String instance) {
        for (Member member : room.members.others(null)) {
            if (member.incarnation().instance().equals(instance) && member.absence() == null) {
                awaitReturn(member, LeaveReason.NODE_LOST);
            }
        }
    }

    private void awaitReturn(Member member, LeaveReason reason) {
        room.members.put(member.absentFrom(effects.position(), reason));
        effects.arm(new Proposal.WindowElapsed(member.session(), member.incarnation(), effects.position()));
    }

    void elapse(Proposal.WindowElapsed timer) {
        Member member = room.members.bySession(timer.session());
        if (member != null && member.absence() != null && holds(room.members, timer)) {
            LeaveReason reason = member.absence();
            depart(member, reason, null, false);
            endIfOver(reason);
        }
    }

    static boolean holds(Members members, Proposal.WindowElapsed timer) {
        Member member = members.bySession(timer.session());
        return member != null
                && member.absence() != null
                && member.incarnation().equals(timer.incarnation())
                && member.absentSince() == timer.since();
    }

    /** Takes a member out, tells those who saw it and, if it did not ask for it, itself. Does not end the room. */
    void depart(Member member, LeaveReason reason, @Nullable String message, boolean expectsReceipt) {
        remove(member, reason, expectsReceipt);
        if (reason == LeaveReason.KICKED || reason == LeaveReason.REPLACED || reason == LeaveReason.SIGNED_OUT) {
            effects.alongside(member, new Event.Dismissed(reason, message));
        }
        effects.next();
    }

    /** Somebody has gone. Ends the room if nobody is left, or its call if only one is. */
    void endIfOver(LeaveReason reason) {
        new Casting(room, effects).announceAfterCrowd();
        new CallRoom(room, effects).endIfAlone(reason.wireName());
        if (room.isEmpty()) {
            new WaitingRoom(room, effects).end(Knock.State.OVER);
        }
        room.endIfEmpty();
    }

    /** Takes a member out and tells those who saw it; of a call that ends by that, its last party is told only of the end. */
    void remove(Member member, LeaveReason reason, boolean expectsReceipt) {
        Audience observers = room.visibility().observers(member);
        room.members.remove(member);
        new OfferAnswer(room, effects).abandon(member);
        room.receipts.close(member, expectsReceipt, effects.position());
        if (reason == LeaveReason.REPLACED || !CallRoom.isOneAlone(room)) {
            effects.alongside(observers, new Event.PeerLeft(member.peer(), reason));
        }
    }
}
