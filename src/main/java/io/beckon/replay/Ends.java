package io.beckon.replay;

import org.jspecify.annotations.Nullable;

/**
 * Between whom a row is.
 *
 * @param from the peer who did it, or to whom it happened; {@code null}: nobody who is a participant
 * @param to the other peer; {@code null}: nobody in particular
 * @param pc the peer connection, as facts name it; {@code null} where it is about none
 */
public record Ends(
        @Nullable String from,
        @Nullable String to,
        @Nullable String pc) {

    static final Ends NOBODY = new Ends(null, null, null);

    static Ends of(@Nullable String from) {
        return new Ends(from, null, null);
    }
}
