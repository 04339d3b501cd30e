package io.beckon.following;

import io.beckon.room.RoomKey;

/**
 * How a node sees a room: two that have read as far and differ are wrong.
 *
 * @param position up to which the room's partition was read
 * @param digest of the state there, see {@link io.beckon.protocol.StateDigest}
 */
public record RoomDigest(RoomKey room, long position, String digest) {}
