package io.beckon.announcement;

import io.beckon.identity.UserKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An administrator has sent a user away: all its sessions end. It acts once: who signs in again is not concerned.
 *
 * @param at by the clock of the node that was asked
 * @param reason which the user is told; {@code null} where an older node has announced it
 */
public record Removal(UserKey user, Instant at, @Nullable String reason) implements Announcement {

    @Override
    public String subject() {
        return user.user();
    }
}
