package io.beckon.transport;

import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ThreadLocalRandom;

/** Answers to requests that are not granted. */
public enum Problem {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed"),
    UPGRADE_REQUIRED(426, "Upgrade Required"),
    TOO_MANY(429, "Too Many Requests"),
    UNAVAILABLE(503, "Service Unavailable");

    /** Those who are sent away come back at different times. */
    private static final int LEAST_RETRY_SECONDS = 1;

    private static final int MOST_RETRY_SECONDS = 6;

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** As a problem document (RFC 9457), the same for every cause. */
    public void answer(HttpServerResponse response) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end("{\"title\":\"" + title + "\",\"status\":" + status + "}");
    }

    /** Says also when to come back, to each a time of its own. */
    public void answerForNow(HttpServerResponse response) {
        int seconds = ThreadLocalRandom.current().nextInt(LEAST_RETRY_SECONDS, MOST_RETRY_SECONDS);
        response.putHeader("Retry-After", Integer.toString(seconds));
        answer(response);
    }
}
