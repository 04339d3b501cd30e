package io.beckon.announcement;

import io.beckon.identity.UserKey;
import java.time.Instant;

/**
 * An administrator has sent a user away: all its sessions end. It acts once: who signs in again is not concerned.
 *
 * @param at by the clock of the node that was asked
 */
public record Removal(UserKey user, Instant at) implements Announcement {

    @Override
    public String subject() {
        return user.user();
    }
}
