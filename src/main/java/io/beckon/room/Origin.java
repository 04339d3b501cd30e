package io.beckon.room;

import org.jspecify.annotations.Nullable;

/**
 * Where a proposal comes from: a session in one of its incarnations.
 *
 * @param id the client's request id, by which a resend is recognised
 * @param slot names the place of the reply on the sender's connection; {@link #NOBODY_WAITS} when there is none
 * @param provenance {@code null} where nothing is known of the client
 * @param traceparent where this stands in a trace (W3C Trace Context), for those who look on; it decides nothing, and no state keeps
 *     it; {@code null} if it is not traced
 */
public record Origin(
        String session,
        Incarnation incarnation,
        @Nullable String id,
        long slot,
        @Nullable Provenance provenance,
        @Nullable String traceparent) {

    public static final long NOBODY_WAITS = -1;

    private static final int WEIGHT = Footprint.object(28);

    public Origin(String session, Incarnation incarnation, @Nullable String id, long slot) {
        this(session, incarnation, id, slot, null);
    }

    /** Of something that is not traced. */
    public Origin(
            String session, Incarnation incarnation, @Nullable String id, long slot, @Nullable Provenance provenance) {
        this(session, incarnation, id, slot, provenance, null);
    }

    /** As part of a trace. */
    public Origin traced(String place) {
        return new Origin(session, incarnation, id, slot, provenance, place);
    }

    /** About how much memory it takes, in bytes, without its incarnation. */
    public int weight() {
        int known = provenance == null ? 0 : provenance.weight();
        return WEIGHT + Footprint.text(session) + Footprint.text(id) + Footprint.text(traceparent) + known;
    }
}
