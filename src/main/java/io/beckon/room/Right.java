package io.beckon.room;

/** What a user may do in a room. */
public enum Right {
    /** Be there at all. */
    JOIN("join"),
    /** Be there as a participant, not only as a viewer. */
    PUBLISH("publish"),
    HOST("host"),
    MEDIA_SERVER("media-server"),
    MODERATOR("moderator"),
    ADMINISTER("administer");

    private final String wireName;

    Right(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
