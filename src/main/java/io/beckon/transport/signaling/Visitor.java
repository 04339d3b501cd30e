package io.beckon.transport.signaling;

import io.beckon.audit.Fact;
import io.beckon.audit.Id;
import io.beckon.audit.Missing;
import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.protocol.ServerMessage;
import io.beckon.protocol.WireSyntax;
import io.beckon.transport.Approaches;
import io.beckon.transport.Gate;
import io.beckon.transport.RequestThread;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request of somebody who is known, with its body. Belongs to the request's thread. */
public record Visitor(Gate gate, RoutingContext routing, Caller caller, String token, Buffer body) {

    private static final Id BAD_RESUME = new Id("bad-resume");

    public HttpServerRequest request() {
        return routing.request();
    }

    public HttpServerResponse response() {
        return routing.response();
    }

    public Vertx vertx() {
        return routing.vertx();
    }

    public Approach approach() {
        return Approaches.of(request());
    }

    /** The name of the room in the path; {@code null} if the path has none. */
    public @Nullable String room() {
        return routing.pathParam("room");
    }

    /** Goes on with the outcome on the request's thread. */
    public <T> void await(CompletionStage<T> outcome, BiConsumer<@Nullable T, @Nullable Throwable> next) {
        RequestThread.await(routing, outcome, next);
    }

    /** Not for want of a right, see {@link #deny}. */
    public void refuse(ErrorCode code, String message, @Nullable String field) {
        note(code, null);
        Refusal.answer(response(), code, message, field);
    }

    /**
     * Refuses for a limit.
     *
     * @param millis after which it may be asked for again
     */
    void refuseForNow(String message, @Nullable String field, long millis) {
        note(ErrorCode.RATE_LIMITED, null);
        Refusal.answer(
                response(),
                new ServerMessage.ErrorMessage(null, ErrorCode.RATE_LIMITED, message, field, null, true, millis),
                new JsonObject());
    }

    /** Refuses what takes more than the caller may. */
    public void deny(Missing missing, String message) {
        note(new Fact.AuthorizationDenied(new Id(message), missing, 1));
        Refusal.answer(response(), ErrorCode.NOT_ALLOWED, message, null);
    }

    /** Refuses for a secret that is not that of the session. */
    void denySession(String message) {
        note(new Fact.AuthenticationDenied(BAD_RESUME, 1));
        Refusal.answer(response(), ErrorCode.RESUME_EXPIRED, message, null);
    }

    /**
     * Has auditors hear of a refusal, if it is the caller's doing.
     *
     * @param frame {@code null}: it is none, or it could not be read
     */
    public void note(ErrorCode code, @Nullable MessageType frame) {
        switch (code) {
            case RATE_LIMITED -> gate.doorkeeper().limitsAtOnce(approach(), caller);
            case UNAVAILABLE, INTERNAL, TIMEOUT, RESUME_EXPIRED -> {}
            default ->
                note(new Fact.FrameRefused(
                        new Id(code.wireName()), frame == null ? null : new Id(frame.wireName()), 1));
        }
    }

    private void note(Fact.Refusal what) {
        String room = room();
        gate.doorkeeper().refuses(what, approach(), caller, room != null && WireSyntax.isRoomName(room) ? room : null);
    }

    void answer(int status, Buffer json) {
        if (!response().ended() && !response().closed()) {
            response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Cache-Control", "no-store")
                    .end(json);
        }
    }

    /** Keeps the token out of logs. */
    @Override
    public String toString() {
        return "Visitor[" + caller.user() + "]";
    }
}
