package io.beckon.room;

import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A record of a room's log. Whether it is accepted is decided when it is applied, alike on every node.
 */
public sealed interface Proposal {

    /** Made for a session, mostly from a frame of its client. */
    sealed interface Framed extends Proposal {
        Origin origin();
    }

    /** What only a member can ask for. */
    sealed interface OfMember extends Framed {}

    /** Made by whichever node because time has passed; void once its cause no longer holds. */
    sealed interface Timed extends Proposal {}

    /** @param replaces the session of the same user whose participant leaves in the same step */
    record Join(
            Origin origin,
            Applicant applicant,
            @Nullable Pattern pattern,
            @Nullable String replaces,
            RoomRules rules) implements Framed {}

    record Leave(Origin origin, LeaveReason reason) implements OfMember {}

    /** The session's client is back: {@code origin} has the new incarnation. */
    record Resume(Origin origin, String user, Set<Right> rights) implements Framed {}

    record Offer(Origin origin, @Nullable String to, String pc, SessionDescription description, Json body)
            implements OfMember {}

    record Rollback(Origin origin, @Nullable String to, String pc, Json body) implements OfMember {}

    record Answer(
            Origin origin,
            @Nullable String to,
            String pc,
            @Nullable Long re,
            boolean provisional,
            SessionDescription description,
            Json body)
            implements OfMember {}

    record Reject(
            Origin origin,
            @Nullable String to,
            String pc,
            @Nullable Long re,
            Json body) implements OfMember {}

    record Candidate(
            Origin origin,
            @Nullable String to,
            String pc,
            @Nullable Long re,
            @Nullable String usernameFragment,
            @Nullable SectionName section,
            Json body)
            implements OfMember {}

    record ReportTransport(Origin origin, String peer, String pc, TransportState state) implements OfMember {}

    record Message(Origin origin, @Nullable String to, Json body) implements OfMember {}

    record Update(
            Origin origin, @Nullable String name, @Nullable Json metadata, boolean answers) implements OfMember {}

    record Kick(Origin origin, String peer, @Nullable String reason, int barSeconds) implements OfMember {}

    record SetRole(Origin origin, String peer, Role role) implements OfMember {}

    /** @param peer who is asked to stop sending; {@code null}: everybody else */
    record Mute(Origin origin, @Nullable String peer, MediaSource source) implements OfMember {}

    record Lock(Origin origin) implements OfMember {}

    record Unlock(Origin origin) implements OfMember {}

    record Close(Origin origin) implements OfMember {}

    /** Asks to be let into a room that is locked. */
    record Knock(
            Origin origin,
            String user,
            String userName,
            @Nullable String name,
            Set<Right> rights) implements Framed {}

    /** @param user who has knocked */
    record AnswerKnock(Origin origin, String user, boolean admits) implements OfMember {}

    /** Leaves the room of a call; its last but one party ends it by that. */
    record HangUp(Origin origin, @Nullable String reason) implements OfMember {}

    /**
     * A call was accepted: its parties are members from now on, unless they have been so before. Any node may append it again.
     *
     * @param parties the one who called is the first
     */
    record OpenCall(String call, List<CallParty> parties, RoomRules rules) implements Proposal {
        public OpenCall {
            parties = List.copyOf(parties);
        }
    }

    /**
     * An administrator wants something done to the room, of which it need not be a member. Any node may append it again.
     *
     * @param id by which its outcome is known to who waits for it
     * @param by a user of the issuer
     */
    record Order(String id, String issuer, String by, String reason, Action action) implements Proposal {}

    /** What administrators want done. */
    sealed interface Action {

        /** @param barSeconds for so long the participant's user may not come back */
        record Remove(String peer, int barSeconds) implements Action {}

        record SetLock(boolean locked) implements Action {}

        record Dissolve() implements Action {}

        /** @param body what everybody gets, as of a message */
        record Tell(Json body) implements Action {}
    }

    /** What a session may do in this room is something else from now on. */
    record Entitle(String session, Incarnation incarnation, Set<Right> rights) implements Proposal {}

    /** A node has lost the connection of a session. */
    record Disconnected(String session, Incarnation incarnation, LeaveReason reason) implements Proposal {}

    /** All sessions of a process are without a connection, for it is gone. */
    record InstanceLost(String instance) implements Timed {}

    /** @param since position of the record that made the member absent */
    record WindowElapsed(String session, Incarnation incarnation, long since) implements Timed {}

    /** @param armed {@code seq} of the offer or of the provisional answer that set the timer */
    record NegotiationTimedOut(String offerer, String pc, long offer, long armed) implements Timed {}

    /** @param since position of the kick */
    record BarEnded(String user, long since, int seconds) implements Timed {}

    /** @param since position of the record that the knock is in its state by */
    record KnockEnded(String user, long since, int seconds) implements Timed {}
}
