package io.beckon.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has happened in a room, as told to those whom it concerns. */
public sealed interface Event {

    record PeerJoined(Participant peer, boolean polite) implements Event {}

    record PeerUpdated(Participant peer, boolean polite) implements Event {}

    record PeerLeft(String peer, LeaveReason reason) implements Event {}

    /** A frame of another participant, passed on. */
    record Relayed(Kind kind, String from, @Nullable String to, Json body) implements Event {}

    /** @param to the addressee of the offer; {@code null} to the sender of an unaddressed one */
    record NegotiationChanged(
            String from,
            @Nullable String to,
            String pc,
            Change change,
            @Nullable String polite) implements Event {}

    /** @param from the moderator who wants the receiver to stop sending */
    record MuteRequested(String from, MediaSource source) implements Event {}

    /** All who wait for a moderator's answer. */
    record Knocks(List<Knocker> waiting) implements Event {
        public Knocks {
            waiting = List.copyOf(waiting);
        }
    }

    record Locked() implements Event {}

    record Unlocked() implements Event {}

    record Closed() implements Event {}

    /** The call that the room is there for is over, for the receiver at least. */
    record CallEnded(String call, CallPerson from, List<CallPerson> to, String reason) implements Event {}

    /** The receiver is no longer a member although it did not ask to leave. Has no place in the room's order. */
    record Dismissed(LeaveReason reason, @Nullable String message) implements Event {}

    /** The relayed types. */
    enum Kind {
        OFFER("offer"),
        ANSWER("answer"),
        REJECT("reject"),
        CANDIDATE("ice-candidate"),
        MESSAGE("message");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** What became of an offer other than being answered by its addressee. */
    enum Change {
        TIMEOUT("timeout"),
        GLARE("glare"),
        REJECTED("rejected"),
        ANSWERED("answered");

        private final String wireName;

        Change(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }
    }
}
