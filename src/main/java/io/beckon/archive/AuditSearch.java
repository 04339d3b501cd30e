package io.beckon.archive;

import io.beckon.records.StoredEvent;
import io.beckon.room.RoomKey;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which audit records are looked for.
 *
 * @param room only those about it; {@code null}: about anything
 * @param wanted takes those that are looked for
 * @param after where the page before ended; {@code null}: the newest
 * @param limit records that are returned at most
 */
public record AuditSearch(
        @Nullable RoomKey room,
        Predicate<StoredEvent> wanted,
        @Nullable String after,
        int limit) {}
