package io.beckon.identity;

import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides what a user may do in a room. Safe for use by several threads. */
public interface AccessPolicy {

    /** What the user's token says. */
    AccessPolicy BY_TOKEN = (caller, room) -> CompletableFuture.completedFuture(caller.rightsIn(room));

    /** The rooms of calls are for their parties, whatever the policy says of other rooms. */
    static AccessPolicy withCalls(AccessPolicy others) {
        return (caller, room) -> RoomKey.isOfCall(room)
                ? CompletableFuture.completedFuture(Set.of(Right.JOIN, Right.PUBLISH))
                : others.rightsIn(caller, room);
    }

    /** Who has come without an access token may do what it was given when it was let in. */
    static AccessPolicy withGuests(AccessPolicy others) {
        return (caller, room) ->
                caller.token() == null ? BY_TOKEN.rightsIn(caller, room) : others.rightsIn(caller, room);
    }

    /** Without any of them the user may do nothing there; fails with {@link Undecided}. Never blocks. */
    CompletionStage<Set<Right>> rightsIn(Caller caller, String room);
}
