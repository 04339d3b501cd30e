package io.beckon.room;

import java.util.List;

/**
 * How a room's parts have changed since that was asked last.
 *
 * @param kept those that are new or different, as they are now
 * @param gone those that are no more; some may never have been told of
 */
public record RoomChanges(List<RoomPart> kept, List<PartName> gone) {

    public boolean isEmpty() {
        return kept.isEmpty() && gone.isEmpty();
    }
}
