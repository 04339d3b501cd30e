package io.beckon.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the sender of a frame is told once the frame's record has been applied. */
public sealed interface Reply {

    /** Accepted; {@code seq} is the frame's place in the room's order. */
    record Acknowledged(long seq) implements Reply {}

    /** A member from now on, or still. */
    record Admitted(long seq, Pattern pattern, boolean locked, Rostered self, Roster roster) implements Reply {}

    /** A member again; what it has missed lies before {@code seq}. */
    record Resumed(long seq, Roster roster) implements Reply {}

    /** How the sender's knock stands; {@code isNew}: it has begun to wait by this frame. */
    record Knocking(Knock.State state, boolean isNew) implements Reply {}

    /** No longer a member. */
    record Departed() implements Reply {}

    /**
     * Not accepted: nothing has changed.
     *
     * @param missing the right that it took, if it was for want of one
     */
    record Refused(
            Refusal refusal,
            String message,
            @Nullable String field,
            boolean retryable,
            @Nullable Right missing) implements Reply {

        Refused(Refusal refusal, String message, @Nullable String field, boolean retryable) {
            this(refusal, message, field, retryable, null);
        }

        static Refused lacking(Right right, String message, @Nullable String field) {
            return new Refused(Refusal.NOT_ALLOWED, message, field, false, right);
        }

        static Refused of(Refusal refusal, String message) {
            return new Refused(refusal, message, null, false);
        }

        static Refused of(Refusal refusal, String message, String field) {
            return new Refused(refusal, message, field, false);
        }
    }

    /** A participant and whether it is the polite side of its pair with the receiver. */
    record Rostered(Participant participant, boolean polite) {}

    /**
     * A page of the participants that the receiver sees, in the order in which they joined.
     *
     * @param count how many it sees in all, itself apart
     * @param more whether there are others after this page
     */
    record Roster(List<Rostered> participants, int count, boolean more) {}
}
