package io.beckon.room;

import io.beckon.sdp.MediaOutline;
import io.beckon.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * An offer that waits for its answer; an unaddressed one is open towards several peers at once.
 *
 * @param seq its place in the room's order, by which {@code re} names it
 * @param outline of its description, whose m-sections the answer must have
 * @param addressed whether it named its receiver
 * @param reservedFor who gave a provisional answer, and alone may answer now
 * @param armed {@code seq} of what last set its timer
 */
public record OpenOffer(
        long seq,
        String offerer,
        int mediaSections,
        MediaOutline outline,
        boolean addressed,
        @Nullable String reservedFor,
        long armed) {

    static final int WEIGHT = Footprint.object(33);

    OpenOffer reserved(String answerer, long at) {
        return new OpenOffer(seq, offerer, mediaSections, outline, addressed, answerer, at);
    }

    OpenOffer released() {
        return new OpenOffer(seq, offerer, mediaSections, outline, addressed, null, armed);
    }

    /** Whether an answer has the m-sections that were offered, in their order (RFC 9429 section 5.3.1). */
    boolean fits(SessionDescription answer) {
        return mediaSections == answer.mediaSections() && outline.fits(answer.outline());
    }

    boolean mayBeAnsweredBy(String peer) {
        return reservedFor == null || reservedFor.equals(peer);
    }
}
