package io.beckon.transport;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is done about a request on its own thread, once it has left its routes: nobody else would answer it where that throws. */
public final class RequestThread {

    private static final System.Logger LOG = System.getLogger(RequestThread.class.getName());

    private static final String CONTINUE = "100-continue";

    private RequestThread() {}

    /** Goes on with the outcome on the request's thread. */
    public static <T> void await(
            RoutingContext routing,
            CompletionStage<T> outcome,
            BiConsumer<? super @Nullable T, ? super @Nullable Throwable> next) {
        Context context = routing.vertx().getOrCreateContext();
        outcome.whenComplete((value, failure) ->
                context.runOnContext(now -> run(routing, () -> next.accept(value, failure))));
    }

    /** Goes on with the request's body once it is there; one that breaks off is none. */
    public static void body(RoutingContext routing, Consumer<Buffer> next) {
        askForBody(routing);
        routing.request()
                .body()
                .onComplete(read -> run(routing, () -> {
                    if (read.succeeded()) {
                        next.accept(read.result());
                    } else if (!isOver(routing.response())) {
                        Problem.BAD_REQUEST.answer(routing.response());
                    }
                }));
    }

    /** Tells a client that sends its body only once it is told to (RFC 9110 section 10.1.1). */
    public static void askForBody(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        boolean isExpected = CONTINUE.equalsIgnoreCase(request.getHeader(HttpHeaders.EXPECT));
        if (isExpected && request.version() == HttpVersion.HTTP_1_1 && !isOver(routing.response())) {
            routing.response().writeContinue();
        }
    }

    /** Where it throws, the request is answered with 500; an answer that has begun is broken off. */
    public static void run(RoutingContext routing, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a request could not be handled", e);
            HttpServerResponse response = routing.response();
            if (isOver(response)) {
                return;
            }
            if (response.headWritten()) {
                response.reset();
            } else {
                Problem.INTERNAL.answer(response);
            }
        }
    }

    private static boolean isOver(HttpServerResponse response) {
        return response.ended() || response.closed();
    }
}
