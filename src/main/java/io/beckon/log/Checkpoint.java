package io.beckon.log;

import io.beckon.room.RoomSnapshot;
import java.util.List;

/**
 * The rooms of a partition as they were at some position, to go on from there.
 *
 * @param next the first position that is not part of this state: follow from there
 * @param end where the log ended when this was read: what lies between is history
 */
public record Checkpoint(long next, long end, List<RoomSnapshot> rooms) {

    /** Nothing was kept and nothing was written: follow all there is. */
    public static final Checkpoint NONE = new Checkpoint(Partition.FIRST, Partition.FIRST, List.of());
}
