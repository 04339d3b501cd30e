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
        @Nullable Id peer) {

    static final Actor NOBODY = new Actor(null, null, null, null, null);

    /** @param session {@code null}: not by way of one */
    public static Actor user(String issuer, String subject, @Nullable String name, @Nullable String session) {
        return new Actor(
                new Id(issuer), new Id(subject), Label.orNull(name), session == null ? null : new Id(session), null);
    }
}
