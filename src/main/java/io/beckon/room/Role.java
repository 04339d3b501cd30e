package io.beckon.room;

import org.jspecify.annotations.Nullable;

/** What a participant is in one room. */
public enum Role {
    PARTICIPANT("participant", Right.PUBLISH),
    VIEWER("viewer", null),
    HOST("host", Right.HOST),
    MODERATOR("moderator", Right.MODERATOR),
    MEDIA_SERVER("media-server", Right.MEDIA_SERVER);

    private final String wireName;
    private final @Nullable Right right;

    Role(String wireName, @Nullable Right right) {
        this.wireName = wireName;
        this.right = right;
    }

    public String wireName() {
        return wireName;
    }

    /** The right that joining in this role takes; {@code null} when the right to join is enough. */
    public @Nullable Right right() {
        return right;
    }
}
