package io.beckon.room;

import org.jspecify.annotations.Nullable;

/**
 * Where a proposal comes from: a session in one of its incarnations.
 *
 * @param id the client's request id, by which a resend is recognised
 * @param slot names the place of the reply on the sender's connection; {@link #NOBODY_WAITS} when there is none
 * @param provenance {@code null} where nothing is known of the client
 */
public record Origin(
        String session,
        Incarnation incarnation,
        @Nullable String id,
        long slot,
        @Nullable Provenance provenance) {

    public static final long NOBODY_WAITS = -1;

    private static final int WEIGHT = Footprint.object(24);

    public Origin(String session, Incarnation incarnation, @Nullable String id, long slot) {
        this(session, incarnation, id, slot, null);
    }

    /** About how much memory it takes, in bytes, without its incarnation. */
    public int weight() {
        int known = provenance == null ? 0 : provenance.weight();
        return WEIGHT + Footprint.text(session) + Footprint.text(id) + known;
    }
}
