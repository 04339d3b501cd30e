package io.beckon.room;

import org.jspecify.annotations.Nullable;

/**
 * Where a proposal comes from: a session in one of its incarnations.
 *
 * @param id the client's request id, by which a resend is recognised
 * @param slot names the place of the reply on the sender's connection; {@link #NOBODY_WAITS} when there is none
 */
public record Origin(
        String session, Incarnation incarnation, @Nullable String id, long slot) {

    public static final long NOBODY_WAITS = -1;
}
