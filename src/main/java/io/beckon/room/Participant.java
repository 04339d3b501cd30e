package io.beckon.room;

import org.jspecify.annotations.Nullable;

/** A member of a room as the others see it. */
public record Participant(
        String peer, String user, String userName, @Nullable String name, Role role, Json metadata) {}
