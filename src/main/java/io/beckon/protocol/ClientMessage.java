package io.beckon.protocol;

import io.beckon.room.Json;
import io.beckon.room.MediaSource;
import io.beckon.room.Pattern;
import io.beckon.room.Role;
import io.beckon.room.TransportState;
import io.beckon.sdp.SectionName;
import io.beckon.sdp.SessionDescription;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A frame from a client, checked as far as that is possible without knowing the room. The {@code body} of a relayed frame is
 * the JSON object of what the receivers get besides {@code type}, {@code room}, {@code seq}, {@code from} and {@code to}.
 */
public sealed interface ClientMessage {

    /** The client's own request id; a frame that has one gets exactly one reply. */
    @Nullable String id();

    /** The name of the room meant; {@code null} when the frame names none. */
    @Nullable String room();

    /** What the client's room decides, with nothing but the frame and where it comes from. */
    sealed interface ToRoom extends ClientMessage {}

    record Join(
            @Nullable String id,
            String room,
            @Nullable String name,
            @Nullable Role role,
            @Nullable Pattern pattern,
            Json metadata,
            boolean answers,
            @Nullable Credentials replace)
            implements ClientMessage {}

    /** @param token an access token */
    record Refresh(@Nullable String id, String token) implements ClientMessage {

        @Override
        public @Nullable String room() {
            return null;
        }

        /** Keeps the token out of logs. */
        @Override
        public String toString() {
            return "Refresh[id=" + id + "]";
        }
    }

    record Leave(@Nullable String id, @Nullable String room) implements ToRoom {}

    /** {@code traceparent}: the client's place in a trace of its own (W3C Trace Context), checked. */
    record Offer(
            @Nullable String id,
            @Nullable String room,
            @Nullable String to,
            String pc,
            SessionDescription description,
            Json body,
            @Nullable String traceparent)
            implements ToRoom {

        public Offer(
                @Nullable String id,
                @Nullable String room,
                @Nullable String to,
                String pc,
                SessionDescription description,
                Json body) {
            this(id, room, to, pc, description, body, null);
        }
    }

    record Rollback(
            @Nullable String id,
            @Nullable String room,
            @Nullable String to,
            String pc,
            Json body) implements ToRoom {}

    record Answer(
            @Nullable String id,
            @Nullable String room,
            @Nullable String to,
            String pc,
            @Nullable Long re,
            boolean provisional,
            SessionDescription description,
            Json body)
            implements ToRoom {}

    record Reject(
            @Nullable String id,
            @Nullable String room,
            @Nullable String to,
            String pc,
            @Nullable Long re,
            Json body) implements ToRoom {}

    /** {@code usernameFragment} is the field's or else the candidate's own. */
    record Candidate(
            @Nullable String id,
            @Nullable String room,
            @Nullable String to,
            String pc,
            @Nullable Long re,
            @Nullable String usernameFragment,
            @Nullable SectionName section,
            Json body)
            implements ToRoom {}

    record ConnectionState(@Nullable String id, @Nullable String room, String peer, String pc, TransportState state)
            implements ToRoom {}

    record Message(
            @Nullable String id,
            @Nullable String room,
            @Nullable String to,
            Json body) implements ToRoom {}

    record Roster(
            @Nullable String id,
            @Nullable String room,
            @Nullable String after) implements ClientMessage {}

    /** {@code metadata} is {@code null} when it stays as it is; {@code answers} counts only together with it. */
    record Update(
            @Nullable String id,
            @Nullable String room,
            @Nullable String name,
            @Nullable Json metadata,
            boolean answers) implements ToRoom {}

    /** {@code rooms}: the last {@code seq} seen in each, in the client's order. */
    record Resume(@Nullable String id, Credentials credentials, Map<String, Long> rooms) implements ClientMessage {
        @Override
        public @Nullable String room() {
            return null;
        }
    }

    /**
     * Calls people.
     *
     * @param users one or more
     * @param timeoutSeconds how long it may ring, 5 to 120
     */
    record Call(@Nullable String id, List<String> users, int timeoutSeconds, Json metadata) implements ClientMessage {
        @Override
        public @Nullable String room() {
            return null;
        }
    }

    /** What a party does about a call. */
    record CallStep(
            @Nullable String id,
            Kind kind,
            String call,
            @Nullable String reason) implements ClientMessage {

        /** The types. */
        public enum Kind {
            ACCEPT,
            DECLINE,
            CANCEL,
            HANGUP
        }

        @Override
        public @Nullable String room() {
            return null;
        }
    }

    record Kick(
            @Nullable String id,
            @Nullable String room,
            String peer,
            @Nullable String reason,
            int barSeconds) implements ToRoom {}

    record SetRole(@Nullable String id, @Nullable String room, String peer, Role role) implements ToRoom {}

    /** {@code peer} is {@code null} when everybody else is meant. */
    record Mute(
            @Nullable String id,
            @Nullable String room,
            @Nullable String peer,
            MediaSource source) implements ToRoom {}

    /** Asks to be let into a locked room. */
    record Knock(@Nullable String id, String room, @Nullable String name) implements ClientMessage {}

    /** What a moderator says to a user who has knocked. */
    record AnswerKnock(@Nullable String id, @Nullable String room, String user, boolean admits) implements ToRoom {}

    record Lock(@Nullable String id, @Nullable String room) implements ToRoom {}

    record Unlock(@Nullable String id, @Nullable String room) implements ToRoom {}

    record CloseRoom(@Nullable String id, @Nullable String room) implements ToRoom {}

    record Ping(@Nullable String id) implements ClientMessage {
        @Override
        public @Nullable String room() {
            return null;
        }
    }

    /** What proves that a session is one's own. */
    record Credentials(String session, String secret) {
        @Override
        public String toString() {
            return "Credentials[" + session + "]";
        }
    }
}
