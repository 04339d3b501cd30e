package io.beckon.transport.signaling;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageCodec;
import io.beckon.protocol.MessageType;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Frames that come by requests, and what is answered to them. */
final class Asking {

    private static final String ENDED = "the session has ended";

    private final PolledSessions sessions;
    private final MessageCodec json;

    Asking(PolledSessions sessions, MessageCodec json) {
        this.sessions = sessions;
        this.json = json;
    }

    /** Goes on with the reply, unless it is an error: then that is the answer. */
    void ask(Visitor visitor, Session session, RequestFrame frame, Consumer<Answer> next) {
        ask(visitor, session, frame, next, Runnable::run);
    }

    /** @param refused is given what answers with the error, and runs it */
    void ask(Visitor visitor, Session session, RequestFrame frame, Consumer<Answer> next, Consumer<Runnable> refused) {
        Runnable end = begin(visitor, session);
        visitor.await(sessions.ask(session, frame), (answer, failure) -> {
            end.run();
            if (answer == null) {
                refused.accept(() -> fail(visitor, failure));
            } else if (answer.message() instanceof ServerMessage.ErrorMessage error) {
                refused.accept(() -> refuse(visitor, frame, error));
            } else {
                next.accept(answer);
            }
        });
    }

    /** For what is wrong with the frame: no session hears of it. */
    static void refuseFrame(Visitor visitor, RequestFrame frame, ServerMessage.ErrorMessage fault) {
        note(visitor, frame, fault.code());
        refuse(visitor, frame, fault);
    }

    private static void note(Visitor visitor, RequestFrame frame, ErrorCode code) {
        visitor.note(code, frame.type() == null ? null : MessageType.of(frame.type()));
    }

    /** With what a session has answered. */
    private static void refuse(Visitor visitor, RequestFrame frame, ServerMessage.ErrorMessage error) {
        Refusal.answer(visitor.response(), frame.isOwn() ? error : Refusal.withoutId(error), new JsonObject());
    }

    /** The request keeps its session until it is answered, or its client is gone. @return runs when it is answered */
    private Runnable begin(Visitor visitor, Session session) {
        PolledConnection connection = sessions.connection(session);
        if (connection == null) {
            return () -> {};
        }
        AtomicBoolean over = new AtomicBoolean();
        Runnable end = () -> {
            if (over.compareAndSet(false, true)) {
                connection.ends();
            }
        };
        connection.begins();
        visitor.response().closeHandler(gone -> end.run());
        if (visitor.response().closed()) {
            end.run();
        }
        return end;
    }

    /**
     * What the contract says against a frame for the way in which it came.
     *
     * @param room of the path; {@code null} if it has none
     */
    ServerMessage.@Nullable ErrorMessage fault(RequestFrame frame, @Nullable String room) {
        if (frame.size() > sessions.maxFrameBytes()) {
            return fault(
                    frame, ErrorCode.TOO_LARGE, "a frame has at most " + sessions.maxFrameBytes() + " bytes", null);
        }
        return room == null || frame.room() == null || room.equals(frame.room())
                ? null
                : fault(frame, ErrorCode.BAD_MESSAGE, "the frame names another room than the path", "room");
    }

    private static ServerMessage.ErrorMessage fault(
            RequestFrame frame, ErrorCode code, String message, @Nullable String field) {
        return new ServerMessage.ErrorMessage(
                frame.isOwn() ? frame.id() : null, code, message, field, null, code.isRetryable(), null);
    }

    private static void fail(Visitor visitor, @Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof PolledSessions.TooMany tooMany) {
            visitor.refuse(ErrorCode.RATE_LIMITED, String.valueOf(tooMany.getMessage()), null);
        } else {
            Refusal.closed(visitor.response(), end(cause), ENDED);
        }
    }

    /** With what the session has ended before it answered. */
    private static CloseCode end(@Nullable Throwable cause) {
        return cause instanceof SessionOver over ? over.code() : CloseCode.TRY_AGAIN_LATER;
    }

    /** All of them, each as it goes on the connection's thread, in order; answered with all replies, errors among them. */
    void askAll(Visitor visitor, Session session, List<RequestFrame> frames) {
        Runnable end = begin(visitor, session);
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        frames.forEach(frame -> {
            ServerMessage.ErrorMessage fault = fault(frame, visitor.room());
            if (fault != null) {
                note(visitor, frame, fault.code());
            }
            answers.add(
                    fault == null
                            ? sessions.ask(session, frame)
                            : CompletableFuture.completedFuture(new Answer(fault, json.encode(fault))));
        });
        CompletableFuture<Void> all = CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .handle((done, failure) -> null);
        visitor.await(all, (done, none) -> {
            end.run();
            Buffer body = Buffer.buffer("{\"replies\":[");
            for (int i = 0; i < frames.size(); i++) {
                body.appendString(i == 0 ? "" : ",").appendString(reply(visitor, frames.get(i), answers.get(i)));
            }
            visitor.answer(202, body.appendString("]}"));
        });
    }

    private static String reply(Visitor visitor, RequestFrame frame, CompletableFuture<Answer> answer) {
        if (!answer.isCompletedExceptionally()) {
            return frame.reply(answer.join().json());
        }
        Throwable cause = answer.exceptionNow();
        if (cause instanceof PolledSessions.TooMany tooMany) {
            visitor.note(ErrorCode.RATE_LIMITED, null);
            return error(frame, ErrorCode.RATE_LIMITED, String.valueOf(tooMany.getMessage()))
                    .encode();
        }
        CloseCode close = end(cause);
        return error(frame, Refusal.codeOf(close), ENDED)
                .put("close", close.number())
                .encode();
    }

    private static JsonObject error(RequestFrame frame, ErrorCode code, String message) {
        JsonObject error = new JsonObject().put("type", "error");
        if (frame.isOwn()) {
            error.put("id", frame.id());
        }
        return error.put("code", code.wireName()).put("message", message).put("retryable", code.isRetryable());
    }
}
