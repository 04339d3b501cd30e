package io.beckon.session;

import io.beckon.protocol.ClientMessage;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.CallHead;
import io.beckon.room.RoomKey;
import java.util.List;

/** What sessions have to do with calls. Safe for use by several threads. */
public interface CallDesk {

    /** A client calls somebody. On its connection's thread. */
    void call(Session session, ClientMessage.Call request);

    /** A client accepts, declines, cancels or ends a call. On its connection's thread. */
    void step(Session session, ClientMessage.CallStep step);

    /**
     * A call has made the session a member of its room; before the client hears that, it hears who has accepted. Called with the room's
     * partition held.
     *
     * @return false if the client has heard of the call's end already
     */
    boolean takesSeat(Session session, RoomKey room, CallHead call);

    /** How the calls stand that concern the user of a session which is about to come back; the client learns of them by this. */
    List<ServerMessage.ResumedCall> standing(Session session);
}
