package io.beckon.ops;

import static java.util.stream.Collectors.joining;

import io.beckon.following.RoomDigest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells operators how this node sees its rooms, a line each: position, digest of the state, room. Nodes that have read as far
 * must agree.
 */
public final class RoomStates {

    public static final String PATH = "/q/rooms";

    private final Supplier<List<RoomDigest>> states;

    public RoomStates(Supplier<List<RoomDigest>> states) {
        this.states = states;
    }

    public void handle(RoutingContext routing) {
        String lines = states.get().stream()
                .map(state -> state.position() + " " + state.digest() + " " + state.room() + "\n")
                .collect(joining());
        routing.response()
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(lines);
    }
}
