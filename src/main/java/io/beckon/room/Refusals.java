package io.beckon.room;

/** Refusals that several of a room's rules have. */
final class Refusals {

    private Refusals() {}

    static Reply.Refused noRightToJoin() {
        return Reply.Refused.lacking(Right.JOIN, "no right to join this room", "room");
    }

    static Reply.Refused barred() {
        return Reply.Refused.of(Refusal.NOT_ALLOWED, "removed from this room and barred for a while");
    }

    static Reply.Refused notInRoom() {
        return Reply.Refused.of(Refusal.NOT_IN_ROOM, "not a participant of the room");
    }

    static Reply.Refused notModerator() {
        return Reply.Refused.lacking(Right.MODERATOR, "only a moderator of the room may do that", null);
    }
}
