package io.beckon.transport.signaling;

import io.beckon.identity.Approach;
import io.beckon.identity.Caller;
import io.beckon.protocol.ErrorCode;
import io.beckon.transport.Approaches;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A request of somebody who is known, with its body. Belongs to the request's thread. */
public record Visitor(RoutingContext routing, Caller caller, String token, Buffer body) {

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
        Context context = vertx().getOrCreateContext();
        outcome.whenComplete((value, failure) -> context.runOnContext(now -> next.accept(value, failure)));
    }

    public void refuse(ErrorCode code, String message, @Nullable String field) {
        Refusal.answer(response(), code, message, field);
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
