package io.beckon.administration;

import io.beckon.announcement.Removal;
import io.beckon.audit.Actor;
import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Journal;
import io.beckon.audit.Label;
import io.beckon.audit.Subject;
import io.beckon.call.Call;
import io.beckon.call.CallProposal;
import io.beckon.calling.Switchboard;
import io.beckon.control.Control;
import io.beckon.following.Follower;
import io.beckon.identity.Approach;
import io.beckon.identity.Ids;
import io.beckon.identity.UserKey;
import io.beckon.log.LogUnavailable;
import io.beckon.room.Json;
import io.beckon.room.OrderOutcome;
import io.beckon.room.Proposal;
import io.beckon.room.Proposal.Action;
import io.beckon.room.RoomKey;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What administrators do to rooms and users, wherever those are: it goes through the log, and every node comes to the same. All of
 * it fails with {@link LogUnavailable} when it is not known within 5 s what became of it, and is in the audit trail whatever that
 * is. Safe for use by several threads.
 */
public final class Administration {

    private static final long PATIENCE_SECONDS = 5;
    private static final long AGAIN_MILLIS = 500;

    /** The reason given for merely looking. */
    private static final String UNASKED = "none was asked for";

    private final Follower follower;
    private final Control control;
    private final Switchboard switchboard;
    private final Journal journal;
    private final InstantSource wallClock;
    private final LogLevels logLevels;

    public Administration(
            Follower follower, Control control, Switchboard switchboard, Journal journal, InstantSource wallClock) {
        this.follower = follower;
        this.control = control;
        this.switchboard = switchboard;
        this.journal = journal;
        this.wallClock = wallClock;
        this.logLevels = new LogLevels(wallClock);
    }

    /**
     * Who acts: a user of an issuer.
     *
     * @param name for people
     * @param approach how the client came
     */
    public record Administrator(String issuer, String user, String name, Approach approach) {}

    /** What came of it. */
    public enum Outcome {
        DONE,
        NO_SUCH_ROOM,
        NO_SUCH_PEER,
        NO_SUCH_CALL
    }

    /**
     * Removes a participant, who is told the reason.
     *
     * @param barSeconds for so long its user may not come back; 0: it may at once
     */
    public CompletionStage<Outcome> kick(RoomKey room, String peer, int barSeconds, Administrator by, String reason) {
        note("kick", room, peer, by, reason);
        return order(room, new Action.Remove(peer, barSeconds), by, reason);
    }

    public CompletionStage<Outcome> lock(RoomKey room, Administrator by, String reason) {
        note("lock", room, null, by, reason);
        return order(room, new Action.SetLock(true), by, reason);
    }

    public CompletionStage<Outcome> unlock(RoomKey room, Administrator by, String reason) {
        note("unlock", room, null, by, reason);
        return order(room, new Action.SetLock(false), by, reason);
    }

    /** Ends the room for everybody who is in it. */
    public CompletionStage<Outcome> close(RoomKey room, Administrator by, String reason) {
        note("close-room", room, null, by, reason);
        return order(room, new Action.Dissolve(), by, reason);
    }

    /**
     * Sends a message to everybody in the room.
     *
     * @param data what participants may send too: JSON of a bounded size, which the caller sees to
     */
    public CompletionStage<Outcome> tell(RoomKey room, Json data, Administrator by, String reason) {
        note("message", room, null, by, reason);
        return order(room, new Action.Tell(message(data)), by, reason);
    }

    /** Ends a call: it rings no more, and who talks in it is put out of its room. */
    public CompletionStage<Outcome> endCall(String tenant, String call, Administrator by, String reason) {
        note("end-call", Subject.ofTenant(tenant), call, by, reason);
        if (switchboard.open(tenant, call) == null) {
            return CompletableFuture.completedFuture(Outcome.NO_SUCH_CALL);
        }
        CompletableFuture<Long> taken = switchboard
                .stop(call, new CallProposal.Stopped(by.issuer(), by.user(), reason))
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return told(taken, position -> Outcome.DONE).thenCompose(done -> {
            Call accepted = switchboard.open(tenant, call);
            return accepted == null
                    ? CompletableFuture.completedFuture(done)
                    : switchboard
                            .withRoom(accepted)
                            .thenCompose(
                                    there -> order(RoomKey.ofCall(tenant, call), new Action.Dissolve(), by, reason))
                            .thenApply(outcome -> outcome == Outcome.NO_SUCH_ROOM ? done : outcome);
        });
    }

    /** Ends all sessions of a user, who are told the reason, on all nodes. The user may sign in again. Done when the log has it. */
    public CompletionStage<Void> disconnect(UserKey user, Administrator by, String reason) {
        Instant now = wallClock.instant();
        note(Fact.Administered.DISCONNECT.value(), Subject.ofTenant(user.tenant()), user.user(), by, reason);
        CompletableFuture<Void> taken = control.announce(new Removal(user, now, reason))
                .toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return told(taken, nothing -> nothing);
    }

    /**
     * Has this node log more or less for a while.
     *
     * @param category one of the service's, see {@link LogLevels#isCategory}
     * @return false if too many are changed already
     */
    public boolean changeLogLevel(
            String category, LogLevels.Level level, Duration length, String tenant, Administrator by, String reason) {
        note("log-level", Subject.ofTenant(tenant), category + ' ' + level.wireName(), by, reason);
        return logLevels.change(category, level, length);
    }

    /**
     * Tells auditors that somebody reads what is kept of the past.
     *
     * @param target the call that it is about; {@code null}: none. A user is none, as it may be shown under a pseudonym only
     */
    public void looksBack(String action, Subject subject, @Nullable String target, Administrator by) {
        note(action, subject, target, by, UNASKED);
    }

    public LogLevels logLevels() {
        return logLevels;
    }

    private void note(String action, RoomKey room, @Nullable String target, Administrator by, String reason) {
        note(action, Subject.of(room), target, by, reason);
    }

    private void note(String action, Subject subject, @Nullable String target, Administrator by, String reason) {
        journal.write(
                new Fact.Administered(new Id(action), target == null ? null : new Id(target), new Label(reason)),
                subject,
                Actor.user(by.issuer(), by.user(), by.name(), null),
                by.approach().address(),
                by.approach().traceparent());
    }

    private CompletionStage<Outcome> order(RoomKey room, Action action, Administrator by, String reason) {
        Proposal.Order order = new Proposal.Order(Ids.random(), by.issuer(), by.user(), reason, action);
        CompletableFuture<OrderOutcome> decided = follower.orders().await(order.id(), PATIENCE_SECONDS);
        append(room, order, decided);
        return told(decided, Administration::outcome);
    }

    /** Again and again: if the log has it already, it does nothing. */
    private void append(RoomKey room, Proposal.Order order, CompletableFuture<OrderOutcome> decided) {
        follower.propose(room, order).whenComplete((position, failure) -> {
            if (failure != null && !decided.isDone()) {
                CompletableFuture.delayedExecutor(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
                        .execute(() -> append(room, order, decided));
            }
        });
    }

    private static <T, R> CompletionStage<R> told(CompletableFuture<T> known, Function<T, R> result) {
        CompletableFuture<R> told = new CompletableFuture<>();
        known.whenComplete((value, failure) -> {
            if (failure == null) {
                told.complete(result.apply(value));
            } else {
                told.completeExceptionally(
                        new LogUnavailable("what became of it is not known after " + PATIENCE_SECONDS + " s"));
            }
        });
        return told;
    }

    private static Outcome outcome(OrderOutcome outcome) {
        return switch (outcome) {
            case DONE -> Outcome.DONE;
            case NO_SUCH_ROOM -> Outcome.NO_SUCH_ROOM;
            case NO_SUCH_PEER -> Outcome.NO_SUCH_PEER;
        };
    }

    private static Json message(Json data) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(data.size() + 9);
        body.writeBytes("{\"data\":".getBytes(StandardCharsets.US_ASCII));
        body.writeBytes(data.utf8());
        body.write('}');
        return new Json(body.toByteArray());
    }
}
