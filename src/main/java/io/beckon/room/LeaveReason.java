package io.beckon.room;

/** Why a participant is no longer in a room. */
public enum LeaveReason {
    LEFT("left"),
    TIMEOUT("timeout"),
    KICKED("kicked"),
    ROOM_CLOSED("room-closed"),
    TOKEN_EXPIRED("token-expired"),
    SIGNED_OUT("signed-out"),
    REPLACED("replaced"),
    NODE_LOST("node-lost");

    private final String wireName;

    LeaveReason(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
