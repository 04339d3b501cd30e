package io.beckon.transport;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;

/** What goes wrong before anybody looks at a request's body: it is too large, is broken, or ends early. */
public final class BodyFailure {

    private BodyFailure() {}

    /** Answers it, where there is somebody to answer. */
    public static void handle(RoutingContext routing) {
        boolean isGone = routing.response().ended()
                || routing.response().closed()
                || routing.failure() instanceof HttpClosedException;
        if (isGone) {
            return;
        }
        switch (routing.statusCode()) {
            case 413 -> Problem.TOO_LARGE.answer(routing.response());
            case 400 -> Problem.BAD_REQUEST.answer(routing.response());
            default -> routing.next();
        }
    }
}
