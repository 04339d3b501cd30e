package io.beckon.following;

import io.beckon.room.Incarnation;
import io.beckon.room.RoomKey;

/** Is told of members that come in when their connection is gone. */
interface Strays {

    /** With the room's partition held. */
    void found(RoomKey room, String session, Incarnation incarnation);
}
