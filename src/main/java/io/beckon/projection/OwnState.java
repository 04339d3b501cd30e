package io.beckon.projection;

import io.beckon.call.Call;
import io.beckon.room.RoomSnapshot;
import java.util.List;

/** What the node itself has made of its logs: from there on is told again what follows, once records were missed. */
public interface OwnState {

    /** The rooms of a partition. */
    Rooms rooms(int partition);

    /** The calls. */
    Calls calls();

    /** @param position of the last record that they follow from; all before it have been applied */
    record Rooms(List<RoomSnapshot> rooms, long position) {}

    /**
     * As calls are known.
     *
     * @param calls first those that have ended, in the order in which they have
     * @param position of the last record that they follow from; all before it have been applied
     */
    record Calls(List<Call> calls, long position) {}
}
