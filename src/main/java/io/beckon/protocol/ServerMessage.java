package io.beckon.protocol;

import io.beckon.room.CallPerson;
import io.beckon.room.Json;
import io.beckon.room.Knock;
import io.beckon.room.Knocker;
import io.beckon.room.LeaveReason;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A frame to a client. Components that are {@code null} do not appear on the wire. */
public sealed interface ServerMessage {

    /** Of the request that it answers; {@code null} if it answers none. */
    default @Nullable String id() {
        return null;
    }

    record Welcome(
            String session,
            String secret,
            User user,
            Instant expiresAt,
            List<IceServer> iceServers,
            int heartbeatSeconds,
            int resumeWindowSeconds,
            Map<String, Long> limits,
            String node)
            implements ServerMessage {

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Welcome[" + session + "]";
        }
    }

    record Joined(
            @Nullable String id,
            String room,
            long seq,
            Pattern pattern,
            boolean locked,
            int shard,
            Participant self,
            List<Participant> participants,
            int participantCount)
            implements ServerMessage {}

    record Roster(
            @Nullable String id,
            String room,
            List<Participant> participants,
            @Nullable String next) implements ServerMessage {}

    record PeerJoined(String room, long seq, Participant peer) implements ServerMessage {}

    record PeerUpdated(String room, long seq, Participant peer) implements ServerMessage {}

    record PeerLeft(String room, long seq, String peer, LeaveReason reason) implements ServerMessage {}

    /** A reply when it has an {@code id}; otherwise not asked for, and with a {@code reason}. */
    record Left(
            @Nullable String id,
            String room,
            @Nullable LeaveReason reason,
            @Nullable String message) implements ServerMessage {}

    /**
     * {@code type}: offer, answer, reject, ice-candidate or message; {@code body}: see {@link ClientMessage}; {@code traceparent}: where
     * an offer stands in its trace.
     */
    record Relayed(
            String type,
            Json body,
            String room,
            long seq,
            String from,
            @Nullable String to,
            @Nullable String traceparent)
            implements ServerMessage {

        public Relayed(String type, Json body, String room, long seq, String from, @Nullable String to) {
            this(type, body, room, seq, from, to, null);
        }
    }

    /** {@code state}: timeout, glare, rejected or answered; {@code polite} only with glare; {@code pc} may be empty. */
    record Negotiation(
            String room,
            long seq,
            String from,
            @Nullable String to,
            String pc,
            String state,
            @Nullable String polite) implements ServerMessage {}

    record RoomStats(String room, Map<Role, Integer> counts) implements ServerMessage {}

    /**
     * How a call stands; see {@link CallNews} for what goes with which.
     *
     * @param id of the request, in {@code calling} only
     * @param to whom it concerns; several in what a group call's caller is told of all of them
     */
    record Call(
            CallNews news,
            @Nullable String id,
            String call,
            CallPerson from,
            List<CallPerson> to,
            @Nullable String room,
            @Nullable String reason,
            @Nullable Instant expiresAt,
            @Nullable Json metadata)
            implements ServerMessage {}

    record Ack(String id, @Nullable String room, @Nullable Long seq) implements ServerMessage {}

    record Resumed(
            @Nullable String id,
            String session,
            String secret,
            Instant expiresAt,
            List<IceServer> iceServers,
            List<ResumedCall> calls,
            Map<String, ResumedRoom> rooms)
            implements ServerMessage {

        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Resumed[" + session + "]";
        }
    }

    record Refreshed(@Nullable String id, Instant expiresAt) implements ServerMessage {}

    record TokenExpiring(Instant expiresAt) implements ServerMessage {}

    record IceServers(List<IceServer> iceServers, Instant expiresAt) implements ServerMessage {}

    /** A moderator, {@code from}, wants the receiver to stop sending. */
    record MuteRequested(String room, long seq, String from, MediaSource source) implements ServerMessage {}

    /** To moderators: all who wait to be let in. */
    record Knocks(String room, long seq, List<Knocker> waiting) implements ServerMessage {}

    /** How the receiver's knock stands; a reply when it has an {@code id}. */
    record Knocking(@Nullable String id, String room, Knock.State state) implements ServerMessage {}

    record RoomClosed(String room, long seq) implements ServerMessage {}

    record RoomLocked(String room, long seq) implements ServerMessage {}

    record RoomUnlocked(String room, long seq) implements ServerMessage {}

    record GoingAway(long reconnectInMs) implements ServerMessage {}

    record ErrorMessage(
            @Nullable String id,
            ErrorCode code,
            String message,
            @Nullable String field,
            @Nullable String room,
            boolean retryable,
            @Nullable Long retryAfterMs)
            implements ServerMessage {}

    record Pong(@Nullable String id) implements ServerMessage {}

    record User(String id, String name) {}

    record Participant(
            String peer,
            String user,
            String userName,
            @Nullable String name,
            Role role,
            Json metadata,
            boolean polite) {}

    /** An RTCIceServer (W3C WebRTC section 4.2.2). */
    record IceServer(
            List<String> urls,
            @Nullable String username,
            @Nullable String credential) {
        @Override
        public String toString() {
            return "IceServer" + urls;
        }
    }

    /** One call of {@code resumed}; {@code state}: calling, ringing, accepted or ended. */
    record ResumedCall(
            String call,
            String state,
            CallPerson from,
            List<CallPerson> to,
            @Nullable String room) {}

    /** One room of {@code resumed}: either all of it or, with a {@code null} seq, an error. */
    record ResumedRoom(
            @Nullable Long seq,
            List<Participant> participants,
            int participantCount,
            int missed,
            @Nullable ErrorCode error) {}
}
