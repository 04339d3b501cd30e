package io.beckon.room;

import org.jspecify.annotations.Nullable;

/**
 * An offer that waits for its answer; an unaddressed one is open towards several peers at once.
 *
 * @param seq its place in the room's order, by which {@code re} names it
 * @param addressed whether it named its receiver
 * @param reservedFor who gave a provisional answer, and alone may answer now
 * @param armed {@code seq} of what last set its timer
 * @param time when the log got it, in milliseconds since 1970; 0 where that is not known
 */
public record OpenOffer(
        long seq,
        String offerer,
        int mediaSections,
        boolean addressed,
        @Nullable String reservedFor,
        long armed,
        long time) {

    static final int WEIGHT = Footprint.object(37);

    OpenOffer reserved(String answerer, long at) {
        return new OpenOffer(seq, offerer, mediaSections, addressed, answerer, at, time);
    }

    OpenOffer released(long at) {
        return new OpenOffer(seq, offerer, mediaSections, addressed, null, at, time);
    }

    /** It has its whole time again. */
    OpenOffer rearmed(long at) {
        return new OpenOffer(seq, offerer, mediaSections, addressed, reservedFor, at, time);
    }

    boolean mayBeAnsweredBy(String peer) {
        return reservedFor == null || reservedFor.equals(peer);
    }
}
