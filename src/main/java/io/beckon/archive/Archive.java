package io.beckon.archive;

import io.beckon.room.RoomKey;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of the past. Each question reads it anew, within bounds on how much and how long, and blocks meanwhile. Safe for use by
 * several threads.
 */
public interface Archive {

    /**
     * The signaling of a room.
     *
     * @param from rows before that time are left out
     * @return {@code null} when no record of the room is found
     * @throws NothingKept when there is no log that could be read
     * @throws IOException when it could not be read, or not in time
     */
    @Nullable Replayed room(RoomKey room, Instant from) throws NothingKept, IOException;

    /**
     * The ringing of a call, up to where it goes on in its room.
     *
     * @return {@code null} when the beginning of the call is not found
     * @throws NothingKept when there is no log that could be read
     * @throws IOException when it could not be read, or not in time
     */
    @Nullable Replayed call(String call) throws NothingKept, IOException;

    /**
     * Audit records, the newest first.
     *
     * @throws NothingKept when there are none that could be read
     * @throws IOException when they could not be read, or not in time
     * @throws IllegalArgumentException when the search goes on after a page that never was
     */
    AuditPage audit(AuditSearch search) throws NothingKept, IOException;
}
