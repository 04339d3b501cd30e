package io.beckon.transport.whip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.session.Answer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What is withdrawn, and answered at the same moment. Each waits until nobody has answered in time. */
@Execution(ExecutionMode.CONCURRENT)
class AnsweringTest {

    private static final Vertx VERTX = Vertx.vertx();
    private static final JsonObject ANSWER = new JsonObject()
            .put("from", "p-1")
            .put(
                    "answer",
                    new JsonObject()
                            .put("type", "answer")
                            .put("sdp", Broadcasts.complete(Broadcasts.answer("vera", "recvonly", "audio"))));

    @AfterAll
    static void end() {
        VERTX.close();
    }

    /** A room that takes the offer, and says to its withdrawal what a test wants it to. */
    private static final class Room implements Answering.Way {

        final CompletableFuture<BiConsumer<@Nullable Answer, @Nullable Throwable>> withdrawal =
                new CompletableFuture<>();

        @Override
        public void say(JsonObject frame, BiConsumer<@Nullable Answer, @Nullable Throwable> then) {
            if (frame.containsKey("withdrawal")) {
                withdrawal.complete(then);
            } else {
                then.accept(new Answer(new ServerMessage.Ack("1", null, null), new byte[0]), null);
            }
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isHeard() {
            return true;
        }
    }

    private final Context context = VERTX.getOrCreateContext();
    private final Room room = new Room();
    private final Answering answering =
            new Answering(VERTX, room, new JsonObject(), new JsonObject().put("withdrawal", true), false, Set.of());

    private static Answer refusal() {
        return new Answer(
                new ServerMessage.ErrorMessage("2", ErrorCode.WRONG_STATE, "not open", null, null, false, null),
                new byte[0]);
    }

    private CompletableFuture<Answering.Answered> begin() {
        CompletableFuture<Answering.Answered> done = new CompletableFuture<>();
        context.runOnContext(now -> answering.begin().whenComplete((answered, failure) -> {
            if (failure == null) {
                done.complete(answered);
            } else {
                done.completeExceptionally(failure);
            }
        }));
        return done;
    }

    @Test
    void itsAnswerCountsThoughItComesAfterTheRefusalToWithdraw() throws Exception {
        CompletableFuture<Answering.Answered> answered = begin();
        var withdrawn = room.withdrawal.get();
        context.runOnContext(now -> {
            withdrawn.accept(refusal(), null);
            answering.take("answer", ANSWER);
        });
        assertEquals("p-1", answered.get().peer());
    }

    @Test
    void itsAnswerCountsThoughItComesBeforeTheRefusalToWithdraw() throws Exception {
        CompletableFuture<Answering.Answered> answered = begin();
        var withdrawn = room.withdrawal.get();
        context.runOnContext(now -> {
            answering.take("answer", ANSWER);
            withdrawn.accept(refusal(), null);
        });
        assertEquals("p-1", answered.get().peer());
    }

    @Test
    void withdrawnIsWithdrawn() throws Exception {
        CompletableFuture<Answering.Answered> answered = begin();
        var withdrawn = room.withdrawal.get();
        context.runOnContext(
                now -> withdrawn.accept(new Answer(new ServerMessage.Ack("2", null, null), new byte[0]), null));
        assertLate(answered);
    }

    @Test
    void whatTheRoomDoesNotSayOfItIsNotWaitedForLong() throws Exception {
        CompletableFuture<Answering.Answered> answered = begin();
        room.withdrawal.get();
        assertLate(answered);
    }

    private static void assertLate(CompletableFuture<Answering.Answered> answered) {
        ExecutionException failure = assertThrows(ExecutionException.class, answered::get);
        assertEquals(
                Unanswered.Reason.LATE,
                assertInstanceOf(Unanswered.class, failure.getCause()).reason());
    }
}
