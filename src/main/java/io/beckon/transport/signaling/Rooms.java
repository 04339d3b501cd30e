package io.beckon.transport.signaling;

import io.beckon.audit.Missing;
import io.beckon.following.FollowedRoom;
import io.beckon.following.Follower;
import io.beckon.identity.AccessPolicy;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.WireSyntax;
import io.beckon.room.Right;
import io.beckon.room.Role;
import io.beckon.room.RoomKey;
import io.beckon.transport.Queries;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** {@code GET /v1/rooms/{room}}: a room, for those who may join it, whether anybody is there or not. */
final class Rooms {

    private final Reception reception;
    private final AccessPolicy access;
    private final Queries queries;
    private final Follower follower;

    Rooms(Reception reception, AccessPolicy access, Queries queries, Follower follower) {
        this.reception = reception;
        this.access = access;
        this.queries = queries;
        this.follower = follower;
    }

    void handle(RoutingContext routing) {
        reception.receive(routing, this::tell, HttpMethod.GET);
    }

    private void tell(Visitor visitor) {
        String name = String.valueOf(visitor.room());
        if (!queries.take(visitor.caller())) {
            reception.gate().refuseAtOnce(visitor.routing(), visitor.caller());
        } else if (!WireSyntax.isRoomName(name)) {
            visitor.refuse(ErrorCode.BAD_MESSAGE, "not the name of a room", "room");
        } else {
            visitor.await(access.rightsIn(visitor.caller(), name), (rights, failure) -> {
                if (rights == null) {
                    visitor.refuse(ErrorCode.UNAVAILABLE, "whether you may join cannot be decided now", null);
                } else if (!rights.contains(Right.JOIN)) {
                    visitor.deny(Missing.JOIN, "you may not join this room");
                } else {
                    describe(visitor, new RoomKey(visitor.caller().tenant(), name), rights);
                }
            });
        }
    }

    private void describe(Visitor visitor, RoomKey room, Set<Right> rights) {
        visitor.await(follower.whenLive(room), (live, failure) -> {
            if (failure != null) {
                visitor.refuse(ErrorCode.UNAVAILABLE, "the room cannot be reached now", null);
                return;
            }
            JsonObject known = follower.read(room, Rooms::describe);
            JsonObject answer = new JsonObject()
                    .put("room", room.name())
                    .put("shard", follower.shard(room))
                    .put("participantCount", 0)
                    .put("locked", false)
                    .put("roles", roles(rights));
            visitor.answer(200, (known == null ? answer : answer.mergeIn(known)).toBuffer());
        });
    }

    /** Those that these rights allow. */
    private static JsonArray roles(Set<Right> rights) {
        JsonArray roles = new JsonArray();
        for (Role role : Role.values()) {
            if (role.right() == null || rights.contains(role.right())) {
                roles.add(role.wireName());
            }
        }
        return roles;
    }

    private static JsonObject describe(FollowedRoom followed) {
        JsonObject room = new JsonObject()
                .put("participantCount", followed.room().size())
                .put("locked", followed.room().isLocked());
        return followed.room().isEmpty()
                ? room
                : room.put("pattern", followed.room().pattern().wireName());
    }
}
