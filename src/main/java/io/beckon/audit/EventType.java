package io.beckon.audit;

import java.util.Arrays;

/** The types of events, by which consumers know what is in them. One whose meaning changes becomes another, of the next version. */
public enum EventType {
    SESSION_OPENED(Fact.SessionOpened.class, "session.opened", "A client has connected with a token."),
    SESSION_RESUMED(Fact.SessionResumed.class, "session.resumed", "A connection has become an older session."),
    SESSION_REFRESHED(Fact.SessionRefreshed.class, "session.refreshed", "A session has a newer token."),
    SESSION_ENDED(Fact.SessionEnded.class, "session.ended", "A connection is gone; its session may be, too."),
    AUTHENTICATION_DENIED(Fact.AuthenticationDenied.class, "authentication.denied", "A token was not accepted."),
    AUTHORIZATION_DENIED(
            Fact.AuthorizationDenied.class, "authorization.denied", "Somebody asked for what takes another right."),
    ORIGIN_DENIED(Fact.OriginDenied.class, "origin.denied", "A page of a foreign origin asked for something."),
    LIMIT_HIT(Fact.LimitHit.class, "limit.hit", "A client met a limit."),
    FRAME_REFUSED(Fact.FrameRefused.class, "frame.refused", "A frame was refused where it came in."),
    ROOM_OPENED(Fact.RoomOpened.class, "room.opened", "The first participant of a room has come."),
    ROOM_CLOSED(Fact.RoomClosed.class, "room.closed", "The last participant of a room has gone."),
    ROOM_LOCKED(Fact.RoomLocked.class, "room.locked", "Nobody else may come into the room."),
    ROOM_UNLOCKED(Fact.RoomUnlocked.class, "room.unlocked", "Others may come into the room again."),
    ROOM_DISSOLVED(
            Fact.RoomDissolved.class,
            "room.dissolved",
            "The actor, a moderator or a broadcast's host, has closed the room for all."),
    PARTICIPANT_JOINED(Fact.ParticipantJoined.class, "participant.joined", "The actor has come into the room."),
    PARTICIPANT_RESUMED(
            Fact.ParticipantResumed.class,
            "participant.resumed",
            "The actor is back in the room after an interruption."),
    PARTICIPANT_LEFT(Fact.ParticipantLeft.class, "participant.left", "The actor has left the room."),
    PARTICIPANT_REMOVED(
            Fact.ParticipantRemoved.class, "participant.removed", "A moderator, the actor, has removed a participant."),
    ROLE_CHANGED(Fact.RoleChanged.class, "role.changed", "The actor has given a participant another role."),
    MUTE_REQUESTED(
            Fact.MuteRequested.class,
            "mute.requested",
            "A moderator, the actor, has asked a participant or all to stop sending."),
    KNOCKED(Fact.Knocked.class, "knock.begun", "The actor asks to be let into a locked room."),
    KNOCK_ANSWERED(
            Fact.KnockAnswered.class, "knock.answered", "A moderator, the actor, has admitted or refused who knocked."),
    ORDER_CARRIED_OUT(
            Fact.OrderCarriedOut.class, "order.carried-out", "What an administrator's order came to in the room."),
    OFFER_RELAYED(Fact.OfferRelayed.class, "offer.relayed", "The actor's offer was accepted for delivery."),
    ANSWER_RELAYED(Fact.AnswerRelayed.class, "answer.relayed", "The actor's answer was accepted for delivery."),
    CANDIDATE_RELAYED(
            Fact.CandidateRelayed.class, "candidate.relayed", "The actor's ICE candidate was accepted for delivery."),
    MESSAGE_RELAYED(
            Fact.MessageRelayed.class, "message.relayed", "The actor said something in the room; what, is not kept."),
    SIGNAL_REFUSED(Fact.SignalRefused.class, "signal.refused", "The room did not accept a frame of the actor."),
    NEGOTIATION_SETTLED(Fact.NegotiationSettled.class, "negotiation.settled", "What became of an offer."),
    TRANSPORT_REPORTED(
            Fact.TransportReported.class, "transport.reported", "The actor says how its transport to a peer is."),
    CALL_STARTED(Fact.CallStarted.class, "call.started", "The actor calls somebody."),
    CALL_RINGING(Fact.CallRinging.class, "call.ringing", "A callee's devices ring."),
    CALL_SETTLED(Fact.CallSettled.class, "call.settled", "How the ringing of a callee ended."),
    CALL_ENDED(Fact.CallEnded.class, "call.ended", "A call that was accepted is over."),
    GUEST_INVITED(Fact.GuestInvited.class, "guest.invited", "The actor has made an invitation for guests."),
    GUESTS_DISMISSED(
            Fact.GuestsDismissed.class,
            "guests.dismissed",
            "The actor has withdrawn an invitation, and those who came by it are out."),
    GUEST_ADMITTED(Fact.GuestAdmitted.class, "guest.admitted", "A guest, the actor, has come with an invitation."),
    ADMINISTERED(Fact.Administered.class, "administration.done", "An administrator did something, or tried to.");

    /** What all types begin with. */
    public static final String PREFIX = "io.beckon.audit.";

    /** Of a seal over the events before it. */
    public static final String SEALED = typed("sealed");

    private static final ClassValue<EventType> BY_FACT = new ClassValue<>() {
        @Override
        protected EventType computeValue(Class<?> fact) {
            return Arrays.stream(values())
                    .filter(type -> type.fact == fact)
                    .findAny()
                    .orElseThrow();
        }
    };

    private final Class<? extends Fact> fact;
    private final String type;
    private final String sentence;

    EventType(Class<? extends Fact> fact, String name, String sentence) {
        this.fact = fact;
        this.type = typed(name);
        this.sentence = sentence;
    }

    private static String typed(String name) {
        return PREFIX + name + ".v1";
    }

    public static EventType of(Fact fact) {
        return BY_FACT.get(fact.getClass());
    }

    public Class<? extends Fact> fact() {
        return fact;
    }

    /** As in CloudEvents. */
    public String type() {
        return type;
    }

    /** What has happened, for people. */
    public String sentence() {
        return sentence;
    }
}
