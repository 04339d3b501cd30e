package io.beckon.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is different in a room that a call is carried on in: its parties are members without having asked to join, nobody else gets
 * in, and it ends when fewer than two are left.
 *
 * <pre>
 *   (none) ──OpenCall──▶ on ──HangUp, any departure: fewer than two left──▶ over ──records pass──▶ (none)
 * </pre>
 */
record CallRoom(RoomState room, Effects effects) {

    /** Makes those members who have not been yet; any node may say so again. */
    void open(Proposal.OpenCall open) {
        if (room.call == null && room.isEmpty()) {
            room.call = CallHead.of(open.call(), open.parties().getFirst().person(), effects.time());
            room.rules = open.rules();
        }
        CallHead call = room.call;
        if (call == null || call.isOver() || !call.call().equals(open.call())) {
            return;
        }
        List<String> before = Visibility.sessions(room.members.others(null));
        for (CallParty party : open.parties()) {
            call = admit(party, call, before);
        }
        room.call = call;
        if (room.rules.version() >= RoomRules.SEATED_WAIT_NO_MORE) {
            room.members.others(null).stream()
                    .filter(member -> !before.contains(member.session()))
                    .forEach(new WaitingRoom(room, effects)::forget);
        }
        for (CallParty party : open.parties()) {
            Member member = room.members.bySession(party.session());
            if (member != null && member.incarnation().equals(party.incarnation())) {
                effects.seat(member, call, room.admitted(member));
            }
        }
    }

    /** Those who come in together find each other in what they are told of their admission. */
    private CallHead admit(CallParty party, CallHead call, List<String> before) {
        Member known = room.members.bySession(party.session());
        if (known != null) {
            if (party.incarnation().compareTo(known.incarnation()) > 0) {
                room.members.put(known.resumedAs(party.incarnation()));
            }
            return call;
        }
        if (call.has(party.session())) {
            return call;
        }
        Origin origin = new Origin(party.session(), party.incarnation(), null, Origin.NOBODY_WAITS);
        Member member = Member.of(origin, party.applicant(), Role.PARTICIPANT, effects.seq(), true);
        room.members.put(member);
        room.receipts.reopen(member.session());
        effects.emit(new Audience.Only(before), new Event.PeerJoined(member.participant(), true));
        return call.with(party.session(), party.person());
    }

    Reply hangUp(Member member, Proposal.HangUp hangUp) {
        CallHead call = room.call;
        if (call == null) {
            return Reply.Refused.of(Refusal.WRONG_STATE, "this room is not a call's");
        }
        Reply ack = new Reply.Acknowledged(effects.seq());
        String reason = hangUp.reason() == null ? "hangup" : hangUp.reason();
        boolean expectsReceipt = hangUp.origin().id() != null;
        effects.emit(member, ended(call, reason));
        new Presence(room, effects).remove(member, LeaveReason.LEFT, expectsReceipt);
        effects.emit(member, new Event.Dismissed(LeaveReason.LEFT, null));
        endIfAlone(reason);
        return ack;
    }

    /** To one who is no party, at least not any more. */
    static Reply.Refused refusal(RoomState room, Proposal.HangUp hangUp) {
        boolean was = room.call != null && room.call.has(hangUp.origin().session());
        return was
                ? Reply.Refused.of(Refusal.WRONG_STATE, "the call is over", "call")
                : Reply.Refused.of(Refusal.NO_SUCH_CALL, "there is no such call of yours", "call");
    }

    /** Somebody is gone. One alone is no call. */
    void endIfAlone(String reason) {
        CallHead call = room.call;
        if (call == null || !isOneAlone(room)) {
            return;
        }
        end(call, reason);
        List<Member> last = room.members.others(null);
        for (Member member : last) {
            effects.emit(member, ended(call, reason));
            room.members.remove(member);
            new OfferAnswer(room, effects).abandon(member);
            room.receipts.close(member, false, effects.position());
            effects.emit(member, new Event.Closed());
            effects.emit(member, new Event.Dismissed(LeaveReason.ROOM_CLOSED, null));
        }
        room.endIfEmpty();
    }

    /** Whether this is a call that no longer has two parties. */
    static boolean isOneAlone(RoomState room) {
        return room.call != null && !room.call.isOver() && room.members.size() < 2;
    }

    /** All were dismissed at once. */
    void endAll(Audience everyone, String reason) {
        CallHead call = room.call;
        if (call != null && !call.isOver()) {
            end(call, reason);
            effects.emit(everyone, ended(call, reason));
        }
    }

    private void end(CallHead call, String reason) {
        room.call = call.endedAt(effects.position());
        effects.callOver(call, reason);
    }

    private static Event.CallEnded ended(CallHead call, String reason) {
        return new Event.CallEnded(call.call(), call.from(), call.to(), reason);
    }

    /** A call's room is for those who were in the call, while it is on. */
    static Reply.@Nullable Refused refusal(RoomState room, String user) {
        CallHead call = room.call;
        boolean open = call == null ? !room.key.isOfCall() : !call.isOver() && call.concerns(user);
        return open
                ? null
                : Reply.Refused.of(Refusal.NOT_ALLOWED, "only those who are in a call get into its room", "room");
    }
}
