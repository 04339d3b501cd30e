package io.beckon.following;

import io.beckon.room.CallHead;
import io.beckon.room.RoomKey;

/** Is told of calls that have ended in rooms that are followed here. */
public interface CallEndings {

    /** Where there are no calls. */
    CallEndings UNHEARD = (room, call, reason) -> {};

    /** With the room's partition held. */
    void callEnded(RoomKey room, CallHead call, String reason);
}
