package io.beckon.room;

/** What a participant sends or shows, and may be asked to stop. */
public enum MediaSource {
    MICROPHONE("microphone"),
    CAMERA("camera"),
    SCREEN("screen"),
    /** A raised one, which an application tells by the metadata. */
    HAND("hand");

    private final String wireName;

    MediaSource(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
