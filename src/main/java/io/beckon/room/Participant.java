package io.beckon.room;

import org.jspecify.annotations.Nullable;

/** A member of a room as the others see it. */
public record Participant(
        String peer, String user, String userName, @Nullable String name, Role role, Json metadata) {

    private static final int WEIGHT = Footprint.object(24);

    /** About how much memory it takes, in bytes. */
    int weight() {
        return WEIGHT
                + Footprint.text(peer)
                + Footprint.text(user)
                + Footprint.text(userName)
                + Footprint.text(name)
                + Footprint.json(metadata);
    }
}
