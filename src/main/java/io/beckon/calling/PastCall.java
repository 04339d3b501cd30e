package io.beckon.calling;

import io.beckon.call.Call;
import io.beckon.call.CalleeState;
import io.beckon.room.CallPerson;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A call as its parties may look it up, while it is on and for a while afterwards.
 *
 * @param at when it was made, by the clock of the caller's node
 */
public record PastCall(String id, Someone from, List<Row> to, Instant at) {

    /** What became of it with one callee. */
    public record Row(Someone callee, Outcome outcome) {}

    /** What became of a call; of several the first one counts. */
    public enum Outcome {
        ACCEPTED("accepted"),
        RINGING("ringing"),
        DECLINED("declined"),
        BUSY("busy"),
        CANCELLED("cancelled"),
        NO_ANSWER("no-answer");

        private final String wireName;

        Outcome(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        /** Who was not there missed the call, whatever its caller was told. */
        static Outcome of(CalleeState state) {
            return switch (state) {
                case WAITING, RINGING -> RINGING;
                case ACCEPTED, ENDED -> ACCEPTED;
                case DECLINED -> DECLINED;
                case BUSY -> BUSY;
                case CANCELLED -> CANCELLED;
                case NO_ANSWER, UNREACHABLE -> NO_ANSWER;
            };
        }
    }

    static PastCall of(Call call) {
        return new PastCall(
                call.id(),
                someone(CallWording.from(call)),
                call.callees().stream()
                        .map(callee -> new Row(someone(CallWording.to(callee)), Outcome.of(callee.state())))
                        .toList(),
                made(call));
    }

    static Instant made(Call call) {
        return Instant.ofEpochMilli(call.invite().expiresAtMillis())
                .minusSeconds(call.invite().timeoutSeconds());
    }

    private static Someone someone(CallPerson person) {
        return new Someone(person.user(), person.name());
    }

    /** Whether this user was called, and not by itself. */
    public boolean isIncomingFor(String user) {
        return !from.user().equals(user);
    }

    /** What became of it for this user: of its own call all callees count. */
    public Outcome outcomeFor(String user) {
        return to.stream()
                .filter(row -> !isIncomingFor(user) || row.callee.user().equals(user))
                .map(Row::outcome)
                .min(Comparator.naturalOrder())
                .orElse(Outcome.NO_ANSWER);
    }
}
