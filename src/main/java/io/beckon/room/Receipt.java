package io.beckon.room;

/** The reply that an accepted frame got, kept in case the frame is sent again. */
public record Receipt(Kind kind, long seq) {

    /** Which reply it was. */
    public enum Kind {
        ACKNOWLEDGED,
        ADMITTED,
        DEPARTED
    }
}
