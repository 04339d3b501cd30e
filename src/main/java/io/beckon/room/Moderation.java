package io.beckon.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What moderators do to a room and its members, and administrators too, by {@link Orders}. */
record Moderation(RoomState room, Effects effects) {

    Reply kick(Member moderator, Proposal.Kick kick) {
        Member target = target(moderator, kick.peer());
        Reply.Refused refused = refusal(moderator, target);
        if (refused != null || target == null) {
            return refused == null ? noSuchPeer() : refused;
        }
        Reply ack = new Reply.Acknowledged(effects.seq());
        remove(target, kick.reason(), kick.barSeconds(), target == moderator);
        return ack;
    }

    /** @param expectsReceipt whether it was done by the target itself */
    void remove(Member target, @Nullable String reason, int barSeconds, boolean expectsReceipt) {
        if (barSeconds > 0) {
            room.bars.put(target.user(), new Bar(effects.position(), barSeconds));
            effects.arm(new Proposal.BarEnded(target.user(), effects.position(), barSeconds));
        }
        Presence presence = new Presence(room, effects);
        presence.depart(target, LeaveReason.KICKED, reason, expectsReceipt);
        presence.endIfOver(LeaveReason.KICKED);
    }

    Reply setRole(Member moderator, Proposal.SetRole setRole) {
        Member target = target(moderator, setRole.peer());
        Reply.Refused refused = refusal(moderator, target);
        if (refused == null && target != null) {
            refused = roleRefusal(target, setRole.role());
        }
        if (refused != null || target == null) {
            return refused == null ? noSuchPeer() : refused;
        }
        Reply ack = new Reply.Acknowledged(effects.seq());
        if (target.role() != setRole.role()) {
            new Casting(room, effects).recast(target, setRole.role(), true);
        }
        return ack;
    }

    /** A moderator may grant every role but that of the media server, which takes a right of one's own. */
    private Reply.@Nullable Refused roleRefusal(Member target, Role role) {
        if (role == target.role()) {
            return null;
        }
        boolean mayServeMedia = role != Role.MEDIA_SERVER || target.rights().contains(Right.MEDIA_SERVER);
        boolean fits = room.pattern != Pattern.BROADCAST || role != Role.PARTICIPANT;
        return mayServeMedia && fits
                ? new Admission(room, effects).rolePlaceRefusal(role, room.rules.maxHosts(), null)
                : Reply.Refused.of(Refusal.NOT_ALLOWED, "cannot be given the role " + role.wireName(), "role");
    }

    /** The participants' own applications do it: the service sees no media. */
    Reply mute(Member moderator, Proposal.Mute mute) {
        Member target = mute.peer() == null ? null : target(moderator, mute.peer());
        if (mute.peer() != null && target == null) {
            return noSuchPeer();
        }
        if (moderator.role() != Role.MODERATOR) {
            return Refusals.notModerator();
        }
        List<Member> receivers = target == null ? senders(moderator) : List.of(target);
        Reply ack = new Reply.Acknowledged(effects.seq());
        if (!receivers.isEmpty()) {
            effects.emit(
                    new Audience.Only(Visibility.sessions(receivers)),
                    new Event.MuteRequested(moderator.peer(), mute.source()));
        }
        return ack;
    }

    /** All others that may send; a media server passes on what they do. */
    private List<Member> senders(Member moderator) {
        return room.members.others(moderator).stream()
                .filter(member -> member.role() != Role.VIEWER && !member.isMediaServer())
                .toList();
    }

    Reply lock(Member moderator, boolean lock) {
        if (moderator.role() != Role.MODERATOR) {
            return Refusals.notModerator();
        }
        Reply ack = new Reply.Acknowledged(effects.seq());
        setLock(lock);
        return ack;
    }

    void setLock(boolean lock) {
        if (room.locked != lock) {
            room.locked = lock;
            effects.emit(new Audience.Everyone(null), lock ? new Event.Locked() : new Event.Unlocked());
            if (!lock) {
                new WaitingRoom(room, effects).end(Knock.State.ADMITTED);
            }
        }
    }

    Reply close(Member closer) {
        if (!mayClose(room, closer)) {
            return Refusals.notModerator();
        }
        Reply ack = new Reply.Acknowledged(effects.seq());
        dissolve(closer);
        return ack;
    }

    /** A broadcast is its hosts', too. */
    static boolean mayClose(RoomState room, Member member) {
        return member.role() == Role.MODERATOR || room.pattern == Pattern.BROADCAST && member.role() == Role.HOST;
    }

    /** @param by the member who does it, if it is one */
    void dissolve(@Nullable Member by) {
        List<Member> everyone = room.members.others(null);
        Audience audience = new Audience.Only(Visibility.sessions(everyone));
        room.members.clear();
        new WaitingRoom(room, effects).end(Knock.State.OVER);
        for (Member member : everyone) {
            if (member != by) {
                room.receipts.close(member, false, effects.position());
            }
        }
        if (by != null) {
            room.receipts.close(by, true, effects.position());
        }
        new CallRoom(room, effects).endAll(audience, LeaveReason.ROOM_CLOSED.wireName());
        room.endIfEmpty();
        effects.emit(audience, new Event.Closed());
        effects.emit(audience, new Event.Dismissed(LeaveReason.ROOM_CLOSED, null));
    }

    void endBar(Proposal.BarEnded timer) {
        if (holds(room.bars, timer)) {
            room.bars.remove(timer.user());
        }
    }

    static boolean holds(Bars bars, Proposal.BarEnded timer) {
        Bar bar = bars.of(timer.user());
        return bar != null && bar.since() == timer.since();
    }

    private @Nullable Member target(Member moderator, String peer) {
        Member target = room.members.byPeer(peer);
        boolean visible =
                target != null && (target == moderator || room.visibility().sees(moderator, target));
        return visible ? target : null;
    }

    /** The addressee is looked at before the right. */
    private static Reply.@Nullable Refused refusal(Member moderator, @Nullable Member target) {
        if (target == null) {
            return noSuchPeer();
        }
        return moderator.role() == Role.MODERATOR ? null : Refusals.notModerator();
    }

    private static Reply.Refused noSuchPeer() {
        return Reply.Refused.of(Refusal.NO_SUCH_PEER, "there is no such participant in the room", "peer");
    }
}
