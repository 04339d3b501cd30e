package io.beckon.transport;

import io.beckon.protocol.ErrorCode;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** Answers to requests that are not granted. */
public enum Problem {
    BAD_REQUEST(400, "Bad Request", ErrorCode.BAD_MESSAGE),
    UNAUTHORIZED(401, "Unauthorized", ErrorCode.BAD_TOKEN),
    FORBIDDEN(403, "Forbidden", ErrorCode.NOT_ALLOWED),
    NOT_FOUND(404, "Not Found", ErrorCode.BAD_MESSAGE),
    METHOD_NOT_ALLOWED(405, "Method Not Allowed", ErrorCode.BAD_MESSAGE),
    TOO_SLOW(408, "Request Timeout", ErrorCode.TIMEOUT),
    TOO_LARGE(413, "Content Too Large", ErrorCode.TOO_LARGE),
    TARGET_TOO_LONG(414, "URI Too Long", ErrorCode.TOO_LARGE),
    UPGRADE_REQUIRED(426, "Upgrade Required", ErrorCode.BAD_MESSAGE),
    TOO_MANY(429, "Too Many Requests", ErrorCode.RATE_LIMITED),
    HEAD_TOO_LARGE(431, "Request Header Fields Too Large", ErrorCode.TOO_LARGE),
    INTERNAL(500, "Internal Server Error", ErrorCode.INTERNAL),
    UNAVAILABLE(503, "Service Unavailable", ErrorCode.UNAVAILABLE),
    VERSION_NOT_SUPPORTED(505, "HTTP Version Not Supported", ErrorCode.BAD_MESSAGE);

    private static final String TYPE = "application/problem+json";

    /** Those who are sent away come back at different times. */
    private static final int LEAST_RETRY_SECONDS = 1;

    private static final int MOST_RETRY_SECONDS = 6;

    private static final int SECOND_MILLIS = 1000;

    private final int status;
    private final String title;
    private final ErrorCode code;

    Problem(int status, String title, ErrorCode code) {
        this.status = status;
        this.title = title;
        this.code = code;
    }

    /** As a problem document (RFC 9457), the same for every cause. */
    public void answer(HttpServerResponse response) {
        answer(response, document(0));
    }

    private void answer(HttpServerResponse response, String document) {
        response.setStatusCode(status)
                .putHeader("Content-Type", TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(document);
    }

    /** Says also when to come back, to each a time of its own. */
    public void answerForNow(HttpServerResponse response) {
        answerFor(retryAfter(), response);
    }

    /** Says also for how many seconds it will be so. */
    public void answerFor(int seconds, HttpServerResponse response) {
        response.putHeader("Retry-After", Integer.toString(seconds));
        answer(response, document(seconds));
    }

    /**
     * The same as the bytes of an answer to a request that got no further than its connection, which ends with it. Any page may read it: nobody
     * has looked at whose it is, and it says nothing that is not the same for all.
     */
    public byte[] farewell() {
        int seconds = this == TOO_MANY || this == UNAVAILABLE ? retryAfter() : 0;
        String document = document(seconds);
        String retry = seconds > 0 ? "Retry-After: " + seconds + "\r\n" : "";
        return ("HTTP/1.1 " + status + " " + title + "\r\nContent-Type: " + TYPE
                        + "\r\nCache-Control: no-store\r\nConnection: close\r\n" + Cors.LINES_FOR_ALL + retry
                        + "Content-Length: "
                        + document.length() + "\r\n\r\n" + document)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** With the fields of the frame {@code error}. @param seconds until one may come back; 0: it does not say */
    private String document(int seconds) {
        String retryAfter = seconds > 0 ? ",\"retryAfterMs\":" + seconds * SECOND_MILLIS : "";
        return "{\"title\":\"" + title + "\",\"status\":" + status + ",\"code\":\"" + code.wireName()
                + "\",\"message\":\"" + title + "\",\"retryable\":" + code.isRetryable() + retryAfter + "}";
    }

    private static int retryAfter() {
        return ThreadLocalRandom.current().nextInt(LEAST_RETRY_SECONDS, MOST_RETRY_SECONDS);
    }
}
