package io.beckon.following;

import io.beckon.room.Audience;
import io.beckon.room.Event;
import io.beckon.room.EventWeight;
import io.beckon.room.Footprint;
import io.beckon.room.Json;
import org.jspecify.annotations.Nullable;

/** An event in the history of its room: as it was delivered, but for a body that is somewhere else. */
final class Kept {

    /** With its places in its history and in the memory of all. */
    private static final int OVERHEAD_BYTES = Footprint.object(44) + 24;

    private final long seq;
    private final Audience audience;
    private final Event event;
    private final Bodies.@Nullable Place body;
    private final long at;
    private final long loggedAt;
    private final int weight;
    /** How much of its weight the one before it has already. */
    private int shared;

    /** @param before the one before it; {@code null} if there is none */
    Kept(Delivered delivered, Bodies bodies, @Nullable Kept before) {
        seq = delivered.seq();
        audience = delivered.audience();
        at = delivered.at();
        loggedAt = delivered.loggedAt();
        body = delivered.event() instanceof Event.Relayed relayed ? bodies.put(relayed.body()) : null;
        event = body == null ? delivered.event() : with((Event.Relayed) delivered.event(), Json.EMPTY_OBJECT);
        weight = OVERHEAD_BYTES
                + EventWeight.of(audience)
                + EventWeight.of(event)
                + (body == null ? 0 : Bodies.Place.WEIGHT);
        shared = before == null ? 0 : EventWeight.shared(event, before.event);
    }

    private static Event.Relayed with(Event.Relayed relayed, Json body) {
        return new Event.Relayed(relayed.kind(), relayed.from(), relayed.to(), body);
    }

    long seq() {
        return seq;
    }

    Audience audience() {
        return audience;
    }

    /** When it was delivered, in nanoseconds of this node's clock. */
    long at() {
        return at;
    }

    /** Its body, if it is somewhere else. */
    Bodies.@Nullable Place body() {
        return body;
    }

    /** About how much memory it takes, in bytes, but for what it shares with the one before it, and for its body if that is somewhere else. */
    int weight() {
        return weight - shared;
    }

    /** With nobody before it any more. */
    void alone() {
        shared = 0;
    }

    /** As it was: nothing of it is changed when this one goes. */
    Delivered delivered() {
        return new Delivered(
                seq, audience, body == null ? event : with((Event.Relayed) event, body.body()), at, loggedAt);
    }

    /** The same, with an empty body if that is somewhere else. */
    Delivered outline() {
        return new Delivered(seq, audience, event, at, loggedAt);
    }

    /** Whether a session that became a member at {@code joined}, and still is, was among the receivers. */
    boolean isFor(String session, long joined) {
        return joined < seq && audience.includes(session);
    }
}
