package io.beckon.following;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.room.Effect;
import io.beckon.room.Incarnation;
import io.beckon.room.Knock;
import io.beckon.room.Origin;
import io.beckon.room.Reply;
import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/**
 * A member that is connected here, as the rooms that this node follows know it. Rooms call it in the order of their log, with their
 * partition held: nothing in it may block or wait for another partition.
 */
public interface Receiver {

    /** The instance of this process by which rooms know it while its connection lasts. */
    String instance();

    Incarnation incarnation();

    /** A room has decided what one of its frames asked for. */
    void replied(FollowedRoom followed, Origin origin, Reply reply);

    /**
     * One of its frames is answered.
     *
     * @param slot the place of the reply
     * @param reply {@code null}: nothing is to be said
     * @return whether the reply was still owed
     */
    boolean settle(long slot, @Nullable ServerMessage reply);

    /** A call has made it a member of the call's room. */
    void seated(FollowedRoom followed, Effect.Seated seated);

    /** How its knock at a room stands, of which it is no member. */
    void knockAnswered(RoomKey room, Knock.State state);

    /** What happens in a room whose live member it is. */
    void deliver(Frame frame);

    /** It is no longer a member of a room, without having asked for that. */
    void dismissed(RoomKey room, ServerMessage left);

    /** Another connection has become its session. */
    void superseded();

    /** Ends its connection at once; the session's places are kept for the resume window. */
    void close(CloseCode code, String reason);
}
