package io.beckon.room;

import org.jspecify.annotations.Nullable;

/** Who waits at a locked room, as its moderators see it. */
public record Knocker(
        String user, String userName, @Nullable String name) {

    private static final int WEIGHT = Footprint.object(12);

    int weight() {
        return WEIGHT + Footprint.text(user) + Footprint.text(userName) + Footprint.text(name);
    }
}
