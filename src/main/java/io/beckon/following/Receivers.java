package io.beckon.following;

import io.beckon.room.Incarnation;
import io.beckon.room.RoomKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All that are connected to this node. Safe for use by several threads. */
public interface Receivers {

    /** Who owes the reply of this place; {@code null} when it is not connected here any more. */
    @Nullable Receiver bySlot(long slot);

    /** The session of this id, if it is connected here. */
    @Nullable Receiver connected(String session);

    /**
     * Calls this with the rooms that those who are connected, or may come back, are in or have asked to join, in no order, some more
     * than once.
     */
    void eachRoom(Consumer<RoomKey> action);

    /** A room has a session back, by a connection to whatever node. Called with the partition held. */
    void isBack(String session, Incarnation as);
}
