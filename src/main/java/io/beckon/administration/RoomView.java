package io.beckon.administration;

import io.beckon.following.FollowedRoom;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A room as an administrator sees it.
 *
 * @param shard its partition
 * @param participants how many there are, those that have lost their connection included
 * @param roles how many there are in each role that has any
 * @param call the call that it is there for, if it is a call's
 * @param openedAt when it was opened; {@code null} where this node has not seen that
 * @param lastAt when something last happened in it; the same
 * @param bytes about how much memory its state takes
 */
public record RoomView(
        RoomKey key,
        int shard,
        Pattern pattern,
        boolean locked,
        int participants,
        Map<Role, Integer> roles,
        @Nullable String call,
        @Nullable Instant openedAt,
        @Nullable Instant lastAt,
        long bytes) {

    static RoomView of(FollowedRoom followed) {
        var room = followed.room();
        var call = room.call();
        return new RoomView(
                room.key(),
                followed.shard(),
                room.pattern(),
                room.isLocked(),
                room.size(),
                room.counts(),
                call == null ? null : call.call(),
                time(followed.openedAt()),
                time(followed.lastAt()),
                followed.weight());
    }

    private static @Nullable Instant time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis);
    }
}
