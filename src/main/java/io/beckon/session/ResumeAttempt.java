package io.beckon.session;

import io.beckon.following.FollowedRoom;
import io.beckon.room.Origin;
import io.beckon.room.Reply;

/** An attempt of a connection to become a session of before, as long as it is under way. */
interface ResumeAttempt {

    /** Whether this is the origin of one of its proposals. */
    boolean expects(Origin origin);

    /** A room has decided. Its partition is held. */
    void settle(FollowedRoom followed, Origin origin, Reply reply);

    /** The connection is gone. May be called again. */
    void abandon();
}
