package io.beckon.admin;

import io.beckon.administration.Rung;
import io.beckon.room.RoomKey;
import io.beckon.transport.PathSegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What has happened in rooms, as this node and the others remember it. */
record Ladder(Desk desk) {

    /** What this node remembers; {@code null} when it knows nothing of the room. */
    @Nullable RoomEvents own(RoomKey room, long after, int limit) {
        List<Rung> rungs = desk.inspection().ladder(room, after, limit);
        return rungs == null ? null : RoomEvents.of(rungs, after);
    }

    /** What any node remembers; fails with {@link Refused} when none knows anything. */
    CompletionStage<RoomEvents> all(Operator operator, RoomKey room, long after, int limit) {
        RoomEvents own = own(room, after, limit);
        if (operator.alone()) {
            return own == null
                    ? CompletableFuture.failedFuture(Refused.noSuchRoom())
                    : CompletableFuture.completedFuture(own);
        }
        Map<String, String> query = Map.of("after", Long.toString(after), "limit", Integer.toString(limit));
        String path = "/rooms/" + PathSegment.of(room.name()) + "/events";
        return desk.others().ask(operator, path, query, RoomEvents.class).thenApply(asked -> {
            List<RoomEvents> all = new ArrayList<>(asked.bodies());
            if (own != null) {
                all.add(own);
            }
            if (all.isEmpty()) {
                throw unknown(asked);
            }
            return RoomEvents.merged(all, asked.unreachable(), after, limit);
        });
    }

    /** Nobody who has answered knows the room. */
    static Refused unknown(Asked<?> asked) {
        List<String> unreachable = asked.unreachable();
        return unreachable == null
                ? Refused.noSuchRoom()
                : Refused.unavailable(
                        "nobody who has answered knows the room; not reached: " + String.join(", ", unreachable));
    }
}
