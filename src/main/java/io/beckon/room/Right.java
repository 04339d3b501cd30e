package io.beckon.room;

/** What a user may do beyond joining as participant or viewer and creating mesh rooms. */
public enum Right {
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
