package io.beckon.admin;

import io.beckon.identity.Caller;
import io.beckon.room.RoomKey;
import org.jspecify.annotations.Nullable;

/**
 * What somebody looks on at, who may.
 *
 * @param room whose events are told, too; {@code null}: none's
 * @param after the place in the room's order after which they are told
 */
record Viewing(Operator operator, @Nullable RoomKey room, long after) {

    /** @throws Refused when that may not be, or cannot */
    static Viewing of(Operator operator, @Nullable String room, @Nullable String after) {
        operator.requireAny("to see what changes");
        RoomKey key = room == null ? null : operator.room(room, "to see what has happened in the room");
        ListQuery query = new ListQuery();
        query.after = after;
        return new Viewing(operator, key, query.afterSeq());
    }

    /** Whether that may still be, if its token says now that it is this caller's. */
    boolean isOpenTo(Caller caller) {
        Operator now = operator.as(caller);
        return room == null ? now.administersAny() : now.sees(room);
    }
}
