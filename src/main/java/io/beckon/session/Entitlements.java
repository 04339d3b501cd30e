package io.beckon.session;

import io.beckon.identity.AccessPolicy;
import io.beckon.identity.Caller;
import io.beckon.room.Right;
import io.beckon.room.RoomKey;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** What a user may do in several rooms. */
final class Entitlements {

    private Entitlements() {}

    /** Fails if it cannot be said of one of them. */
    static CompletableFuture<Map<RoomKey, Set<Right>>> of(
            Caller caller, Collection<RoomKey> rooms, AccessPolicy policy) {
        Map<RoomKey, Set<Right>> rights = new ConcurrentHashMap<>();
        return CompletableFuture.allOf(rooms.stream()
                        .map(room -> policy.rightsIn(caller, room.name())
                                .thenAccept(in -> rights.put(room, in))
                                .toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .thenApply(all -> rights);
    }
}
