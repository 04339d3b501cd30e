package io.beckon.transport.signaling;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.beckon.session.Answer;
import io.beckon.session.Session;
import io.beckon.session.SessionOver;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Frames that come by requests, and what is answered to them. */
final class Asking {

    private final PolledSessions sessions;

    Asking(PolledSessions sessions) {
        this.sessions = sessions;
    }

    /** Goes on with the reply, unless it is an error: then that is the answer. */
    void ask(Visitor visitor, Session session, RequestFrame frame, Consumer<Answer> next) {
        PolledConnection connection = sessions.connection(session);
        begins(connection);
        visitor.await(sessions.ask(session, frame), (answer, failure) -> {
            ends(connection);
            if (answer == null) {
                fail(visitor, failure);
            } else if (answer.message() instanceof ServerMessage.ErrorMessage error) {
                Refusal.answer(visitor.response(), frame.isOwn() ? error : anonymous(error), new JsonObject());
            } else {
                next.accept(answer);
            }
        });
    }

    private static void begins(@Nullable PolledConnection connection) {
        if (connection != null) {
            connection.begins();
        }
    }

    private static void ends(@Nullable PolledConnection connection) {
        if (connection != null) {
            connection.ends();
        }
    }

    private static ServerMessage.ErrorMessage anonymous(ServerMessage.ErrorMessage error) {
        return new ServerMessage.ErrorMessage(
                null,
                error.code(),
                error.message(),
                error.field(),
                error.room(),
                error.retryable(),
                error.retryAfterMs());
    }

    private static void fail(Visitor visitor, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof PolledSessions.TooMany) {
            visitor.refuse(ErrorCode.RATE_LIMITED, "too many frames wait for their answers", null);
        } else {
            CloseCode code = cause instanceof SessionOver over ? over.code() : CloseCode.TRY_AGAIN_LATER;
            Refusal.closed(visitor.response(), code, "the session has ended");
        }
    }

    /** All of them, each as it goes on the connection's thread, in order; answered with all replies, errors among them. */
    void askAll(Visitor visitor, Session session, List<RequestFrame> frames) {
        PolledConnection connection = sessions.connection(session);
        begins(connection);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        frames.forEach(frame -> answers.add(sessions.ask(session, frame)));
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> null);
        visitor.await(all, (done, none) -> {
            ends(connection);
            Buffer body = Buffer.buffer("{\"replies\":[");
            for (int i = 0; i < frames.size(); i++) {
                body.appendString(i == 0 ? "" : ",").appendString(reply(frames.get(i), answers.get(i)));
            }
            visitor.answer(202, body.appendString("]}"));
        });
    }

    private static String reply(RequestFrame frame, CompletableFuture<Answer> answer) {
        if (!answer.isCompletedExceptionally()) {
            return frame.reply(answer.join().json());
        }
        boolean tooMany = answer.exceptionNow() instanceof PolledSessions.TooMany;
        JsonObject error = new JsonObject().put("type", "error");
        if (frame.isOwn()) {
            error.put("id", frame.id());
        }
        return error.put("code", (tooMany ? ErrorCode.RATE_LIMITED : ErrorCode.UNAVAILABLE).wireName())
                .put(
                        "message",
                        tooMany ? "too many frames wait for their answers" : "the session has ended: send it again")
                .put("retryable", true)
                .encode();
    }
}
