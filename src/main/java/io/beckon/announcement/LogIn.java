package io.beckon.announcement;

import io.beckon.identity.UserKey;
import io.beckon.room.Incarnation;

/**
 * A session asks for its user's one place, or says that it still has it.
 *
 * @param displaces whether another session that has the place gives way; otherwise it keeps it
 */
public record LogIn(UserKey user, String session, Incarnation incarnation, boolean displaces) implements Announcement {

    @Override
    public String subject() {
        return user.user();
    }
}
