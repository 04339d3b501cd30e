package io.beckon.audit;

import io.beckon.room.Right;

/** What somebody would have needed who was denied something. */
public enum Missing {
    JOIN,
    PUBLISH,
    HOST,
    MEDIA_SERVER,
    MODERATOR,
    ADMINISTER,
    /** The right to call this user. */
    CALL,
    /** It is somebody else's. */
    OWNERSHIP;

    public static Missing of(Right right) {
        return valueOf(right.name());
    }
}
