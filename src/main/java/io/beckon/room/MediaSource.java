package io.beckon.room;

/** What a participant sends and may be asked to stop sending. */
public enum MediaSource {
    MICROPHONE("microphone"),
    CAMERA("camera"),
    SCREEN("screen");

    private final String wireName;

    MediaSource(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
