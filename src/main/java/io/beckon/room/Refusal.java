package io.beckon.room;

/** Why a room does not accept a proposal. */
public enum Refusal {
    NOT_IN_ROOM,
    NO_SUCH_PEER,
    NOT_ALLOWED,
    WRONG_STATE,
    ROOM_FULL,
    ROOM_LOCKED,
    ALREADY_JOINED,
    BAD_SDP,
    BAD_MESSAGE,
    NO_SUCH_CALL,
    RESUME_EXPIRED
}
