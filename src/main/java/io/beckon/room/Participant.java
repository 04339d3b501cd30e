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

    /** How much of this weight is of the very same objects as another one's. */
    @SuppressWarnings("ReferenceEquality")
    int sharedWith(Participant other) {
        if (other == this) {
            return weight();
        }
        return (peer == other.peer ? Footprint.text(peer) : 0)
                + (user == other.user ? Footprint.text(user) : 0)
                + (userName == other.userName ? Footprint.text(userName) : 0)
                + (name == other.name ? Footprint.text(name) : 0)
                + (metadata == other.metadata ? Footprint.json(metadata) : 0);
    }
}
