package io.beckon.room;

import org.jspecify.annotations.Nullable;

/**
 * How much memory an event takes that is kept, in bytes. The ids of peers and sessions are not counted but where they become known:
 * they are the texts that the members have.
 */
public final class EventWeight {

    private static final int PRESENCE = Footprint.object(5);
    private static final int DEPARTURE = Footprint.object(8);
    private static final int RELAYED = Footprint.object(16);
    private static final int NEGOTIATION = Footprint.object(20);
    private static final int CALL = Footprint.object(16);
    private static final int PLAIN = Footprint.object(0);
    private static final int AUDIENCE = Footprint.object(4);

    private EventWeight() {}

    public static int of(Event event) {
        return switch (event) {
            case Event.PeerJoined joined -> PRESENCE + joined.peer().weight();
            case Event.PeerUpdated updated -> PRESENCE + updated.peer().weight();
            case Event.PeerLeft left -> DEPARTURE;
            case Event.Relayed relayed -> RELAYED + Footprint.json(relayed.body());
            case Event.NegotiationChanged changed ->
                NEGOTIATION + Footprint.text(changed.to()) + Footprint.text(changed.pc());
            case Event.MuteRequested mute -> DEPARTURE;
            case Event.Knocks knocks -> knocks(knocks);
            case Event.Locked locked -> PLAIN;
            case Event.Unlocked unlocked -> PLAIN;
            case Event.Closed closed -> PLAIN;
            case Event.CallEnded ended -> CALL + callEnded(ended);
            case Event.Dismissed dismissed -> DEPARTURE + Footprint.text(dismissed.message());
        };
    }

    /** How much of an event's weight another one has already: participants change in a part of what they are. */
    public static int shared(Event event, Event other) {
        Participant of = participant(event);
        Participant known = of == null ? null : participant(other);
        return of == null || known == null ? 0 : of.sharedWith(known);
    }

    private static @Nullable Participant participant(Event event) {
        if (event instanceof Event.PeerJoined joined) {
            return joined.peer();
        }
        return event instanceof Event.PeerUpdated updated ? updated.peer() : null;
    }

    private static int knocks(Event.Knocks knocks) {
        int weight = AUDIENCE + Footprint.list(knocks.waiting().size());
        for (Knocker knocker : knocks.waiting()) {
            weight += knocker.weight();
        }
        return weight;
    }

    private static int callEnded(Event.CallEnded ended) {
        int weight = Footprint.text(ended.call())
                + Footprint.text(ended.reason())
                + ended.from().weight()
                + Footprint.list(ended.to().size());
        for (CallPerson person : ended.to()) {
            weight += person.weight();
        }
        return weight;
    }

    public static int of(Audience audience) {
        return switch (audience) {
            case Audience.Everyone everyone -> AUDIENCE;
            case Audience.Only only -> AUDIENCE + Footprint.list(only.sessions().size());
        };
    }
}
