package io.beckon.following;

import io.beckon.room.Incarnation;
import io.beckon.room.RoomKey;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Nobody is connected. */
final class NoReceivers implements Receivers {

    @Override
    public @Nullable Receiver bySlot(long slot) {
        return null;
    }

    @Override
    public @Nullable Receiver connected(String session) {
        return null;
    }

    @Override
    public void eachRoom(Consumer<RoomKey> action) {
        // nobody is in any
    }

    @Override
    public void isBack(String session, Incarnation as) {
        // nobody was gone
    }
}
