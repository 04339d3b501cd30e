package io.beckon.announcement;

import io.beckon.identity.UserKey;
import io.beckon.room.Incarnation;

/** A session gives up its user's place, if it has it in this incarnation. */
public record LogOut(UserKey user, String session, Incarnation incarnation) implements Announcement {

    @Override
    public String subject() {
        return user.user();
    }
}
