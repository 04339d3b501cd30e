package io.beckon.transport.websocket;

import io.vertx.core.http.HttpServerResponse;

/** Answers without a WebSocket. */
enum Problem {
    BAD_REQUEST(400, "Bad Request"),
    UNAUTHORIZED(401, "Unauthorized"),
    FORBIDDEN(403, "Forbidden"),
    UPGRADE_REQUIRED(426, "Upgrade Required"),
    TOO_MANY(429, "Too Many Requests"),
    UNAVAILABLE(503, "Service Unavailable");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** As a problem document (RFC 9457), the same for every cause. */
    void answer(HttpServerResponse response) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end("{\"title\":\"" + title + "\",\"status\":" + status + "}");
    }
}
