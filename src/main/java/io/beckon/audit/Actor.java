package io.beckon.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did it, or to whom it happened.
 *
 * @param issuer of the token; with {@code subject}, the token's, it identifies a user
 * @param name for people, from the token
 * @param peer the participant that the session is in the room
 */
public record Actor(
        @Nullable Id issuer,
        @Nullable Id subject,
        @Nullable Label name,
        @Nullable Id session,
        @Nullable Id peer) {}
