package io.beckon.audit;

import io.beckon.room.LeaveReason;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import io.beckon.room.TransportState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened, one type for each kind of fact. What it may hold is a matter of types: numbers, enums, {@link Id}, {@link Label},
 * {@link Digest}, {@link PcName}, {@link MediaSummary} and lists of them, and nothing in which a session description, a password, a token or what
 * participants say to each other would fit (a test looks at each component). What is {@code null} is left out.
 *
 * <p>Durations are in milliseconds; {@code null} where the beginning is not known.
 */
public sealed interface Fact {

    /** Follows from a room's or a call's log: every keeper comes to the same. */
    sealed interface OfLog extends Fact {}

    /** What was relayed, or was to be, and what became of it. */
    sealed interface OfSignaling extends OfLog {}

    sealed interface OfCall extends OfLog {}

    /** Known to one node only. */
    sealed interface OfNode extends Fact {}

    /** What anybody can cause at will, so that it is summed up: the first at once, the others as a count each minute. */
    sealed interface Refusal extends OfNode {

        /** How often since the event before, from 1 on. */
        long count();

        /** The same with this count. */
        Refusal times(long count);
    }

    // Sessions

    /** A client has connected with a token. */
    record SessionOpened(Transport transport, Encoding encoding) implements OfNode {}

    /** A connection has become an older session. */
    record SessionResumed(Id provisional) implements OfNode {}

    /** The session has a newer token. */
    record SessionRefreshed() implements OfNode {}

    /**
     * The connection is gone; if {@code over} its session, too, else its client may come back within the resume window. If it does not,
     * the session's end is told by another one, as far as the node lives to see it.
     *
     * @param closeCode of the WebSocket, RFC 6455 section 7.4; {@code null} where there was none
     */
    record SessionEnded(
            SessionEnd why, boolean over, @Nullable Integer closeCode, long durationMillis) implements OfNode {}

    /** How clients are connected. */
    enum Transport {
        WEBSOCKET,
        HTTP,
        WHIP,
        WHEP,
        PEERJS
    }

    /** What frames are written in. */
    enum Encoding {
        JSON,
        CBOR
    }

    /** Why a connection ended. */
    enum SessionEnd {
        /** The client has closed it, or is gone. */
        CLOSED,
        /** Its token's time was over. */
        EXPIRED,
        /** The client has not come back while its session had a place in a room. No connection ends by that. */
        NOT_RESUMED,
        SIGNED_OUT,
        /** The same session, or the same user, is connected elsewhere. */
        REPLACED,
        /** It was refused something by which it lost its connection: a limit, a malformed frame. */
        REFUSED,
        /** An administrator has ended it. */
        REMOVED,
        /** The node stops, was counted as lost, or could not serve it any more. */
        NODE_STOPPED
    }

    // What was refused

    /** A token was not accepted, or there was none; or what was to prove that a session is the client's own did not. */
    record AuthenticationDenied(Id reason, long count) implements Refusal {
        @Override
        public AuthenticationDenied times(long times) {
            return new AuthenticationDenied(reason, times);
        }
    }

    /** Somebody asked for what takes a right that they have not. */
    record AuthorizationDenied(Id what, Missing missing, long count) implements Refusal {
        @Override
        public AuthorizationDenied times(long times) {
            return new AuthorizationDenied(what, missing, times);
        }
    }

    /**
     * A page asked for something whose origin (RFC 6454) may not use the service.
     *
     * @param origin {@code unreadable} for what is none
     * @param own the service's own origin as requests came to it; {@code null} where that could not be told
     */
    record OriginDenied(Id origin, @Nullable Id own, long count) implements Refusal {
        @Override
        public OriginDenied times(long times) {
            return new OriginDenied(origin, own, times);
        }
    }

    /** A client met a limit; {@code limit} is its name, its error code, or the status or close code that came of it. */
    record LimitHit(Id limit, long count) implements Refusal {
        @Override
        public LimitHit times(long times) {
            return new LimitHit(limit, times);
        }
    }

    /** A frame was refused where it came in: its type, where that could be read, and the code that the client was told. */
    record FrameRefused(Id code, @Nullable Id frame, long count) implements Refusal {
        @Override
        public FrameRefused times(long times) {
            return new FrameRefused(code, frame, times);
        }
    }

    // Rooms

    /** Its first participant has come. */
    record RoomOpened(Pattern pattern) implements OfLog {}

    /** Its last participant has gone. */
    record RoomClosed() implements OfLog {}

    record RoomLocked() implements OfLog {}

    record RoomUnlocked() implements OfLog {}

    record ParticipantJoined(Role role) implements OfLog {}

    /** A session without a connection is back in the room. */
    record ParticipantResumed() implements OfLog {}

    /** The actor is the one who has left. */
    record ParticipantLeft(LeaveReason why) implements OfLog {}

    /** @param peer whose role it is now; the actor gave it */
    record RoleChanged(Id peer, Role role) implements OfLog {}

    /** @param barSeconds for so long the participant's user may not come back */
    record ParticipantRemoved(
            Id peer, int barSeconds, @Nullable Label reason) implements OfLog {}

    /**
     * The actor, a moderator, has asked for something not to be sent any more.
     *
     * @param peer who is to stop; {@code null}: everybody else
     */
    record MuteRequested(@Nullable Id peer, MediaSource source) implements OfLog {}

    /** The actor has asked to be let into the room, which is locked. */
    record Knocked() implements OfLog {}

    /** The actor, a moderator, has answered a user who had knocked. */
    record KnockAnswered(Id user, boolean admitted) implements OfLog {}

    /** Whoever may has closed the room. */
    record RoomDissolved() implements OfLog {}

    /** What an administrator's order came to; the actor gave it. */
    record OrderCarriedOut(Order order, @Nullable Id peer, Outcome outcome, Label reason) implements OfLog {}

    /** What administrators may order of a room. */
    enum Order {
        REMOVE,
        LOCK,
        UNLOCK,
        DISSOLVE,
        TELL
    }

    /** Whether something was done. */
    enum Outcome {
        DONE,
        REFUSED
    }

    // Signaling

    /**
     * An offer was accepted for delivery. The actor sent it.
     *
     * @param to the peer; {@code null}: everybody whom it concerns
     * @param pc the peer connection that it is for
     * @param offer its {@code seq}, by which it is told from the others of the room: all that belongs to it names it
     */
    record OfferRelayed(@Nullable Id to, PcName pc, long offer, MediaSummary media) implements OfSignaling {}

    /** @param offer that it answers; {@code null} where it does not say so and answers several */
    record AnswerRelayed(
            @Nullable Id to, PcName pc, @Nullable Long offer, boolean provisional, MediaSummary media)
            implements OfSignaling {}

    /**
     * @param offer the latest between the two; {@code null} where there is none, or it is for several
     * @param type of the candidate, RFC 8839 section 5.1; {@code null} at the end of candidates
     */
    record CandidateRelayed(
            @Nullable Id to,
            PcName pc,
            @Nullable Long offer,
            int bytes,
            @Nullable Id type) implements OfSignaling {}

    /** Something that participants said to each other: how long it was, not what. */
    record MessageRelayed(@Nullable Id to, int bytes) implements OfSignaling {}

    /** The room did not accept what the actor sent; {@code frame} is its type, {@code code} as the client was told. */
    record SignalRefused(Id frame, Id code) implements OfSignaling {}

    /**
     * What became of an offer.
     *
     * @param offerer the peer who made it
     * @param answerer the other one
     * @param durationMillis since the offer
     */
    record NegotiationSettled(
            Id offerer,
            @Nullable Id answerer,
            PcName pc,
            long offer,
            Settlement outcome,
            @Nullable Long durationMillis) implements OfSignaling {}

    /** How a negotiation ends. */
    enum Settlement {
        ANSWERED,
        REJECTED,
        ROLLED_BACK,
        GLARE,
        TIMEOUT,
        ABANDONED
    }

    /**
     * The actor says how its transport to a peer is.
     *
     * @param offer the latest between the two; {@code null} where there is none
     */
    record TransportReported(Id peer, PcName pc, @Nullable Long offer, TransportState state) implements OfSignaling {}

    // Calls

    /** The actor calls somebody. */
    record CallStarted(Id call, List<Id> callees, int timeoutSeconds) implements OfCall {}

    /** Devices of a callee ring, {@code durationMillis} after the call began. */
    record CallRinging(Id call, Id callee, @Nullable Long durationMillis) implements OfCall {}

    /**
     * What became of the call with one callee, {@code durationMillis} after it began.
     *
     * @param words why an administrator has ended it; {@code null} where none has
     */
    record CallSettled(
            Id call,
            Id callee,
            CallSettlement outcome,
            @Nullable CallReason reason,
            @Nullable Label words,
            @Nullable Long durationMillis)
            implements OfCall {}

    /** How ringing ends. */
    enum CallSettlement {
        ACCEPTED,
        DECLINED,
        BUSY,
        MISSED,
        CANCELLED,
        UNREACHABLE
    }

    /** Those who had accepted have talked for {@code durationMillis}. */
    record CallEnded(Id call, CallReason reason, @Nullable Long durationMillis) implements OfCall {}

    // Guests

    /** The actor has made an invitation to the room for people who have not signed in, good for so long. */
    record GuestInvited(@Nullable Id invitation, long lifeSeconds) implements OfNode {}

    /** Somebody, the actor, has come with an invitation and got a token for the room. */
    record GuestAdmitted(@Nullable Id invitation) implements OfNode {}

    /** The actor has taken an invitation back: those who came by it are out. */
    record GuestsDismissed(Id invitation) implements OfNode {}

    // Administrators

    /** An administrator did something, or tried to, to a user or a room. */
    record Administered(Id action, @Nullable Id target, Label reason) implements OfNode {

        /** Ends the sessions of a user, the target. */
        public static final Id DISCONNECT = new Id("disconnect");

        boolean isAboutUser() {
            return action.equals(DISCONNECT);
        }
    }
}
