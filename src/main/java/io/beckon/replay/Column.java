package io.beckon.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A participant of the room, or a party of the call.
 *
 * @param peer its id in the room; of a party of a call the user
 * @param name for people; the user where there is none
 * @param session empty for a party of a call, who may have several
 * @param joined {@code null}: before the ladder begins
 * @param left {@code null}: not yet
 */
public record Column(
        String peer,
        String user,
        String name,
        String session,
        @Nullable Instant joined,
        @Nullable Instant left) {

    Column leftAt(@Nullable Instant time) {
        return new Column(peer, user, name, session, joined, time);
    }
}
