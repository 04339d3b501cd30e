package io.beckon.sdp;

/** Where an attribute may stand: before the first {@code m=} line, after one, or both. */
enum Level {
    SESSION,
    MEDIA,
    BOTH;

    boolean includes(Level other) {
        return this == BOTH || this == other;
    }
}
