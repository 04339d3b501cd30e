package io.beckon.identity;

import io.beckon.room.Right;
import java.util.Set;

/** Rights in the rooms whose names fit. */
public record Grant(NamePattern rooms, Set<Right> rights) {

    public Grant {
        rights = Set.copyOf(rights);
    }

    /** Rights in all rooms. */
    public static Grant everywhere(Set<Right> rights) {
        return new Grant(NamePattern.ANY, rights);
    }
}
