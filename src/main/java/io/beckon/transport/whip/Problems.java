package io.beckon.transport.whip;

import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MessageType;
import io.beckon.transport.signaling.Visitor;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Problem documents (RFC 9457) for what only WHIP and WHEP refuse, or refuse with another status than frames do. */
enum Problems {
    NOT_FOUND(404, "Not Found", ErrorCode.NOT_IN_ROOM),
    CONFLICT(409, "Conflict", ErrorCode.WRONG_STATE),
    NOBODY(409, "Conflict", ErrorCode.NO_SUCH_PEER),
    GONE(410, "Gone", ErrorCode.WRONG_STATE),
    PRECONDITION_FAILED(412, "Precondition Failed", ErrorCode.WRONG_STATE),
    TOO_LARGE(413, "Content Too Large", ErrorCode.TOO_LARGE),
    UNSUPPORTED_TYPE(415, "Unsupported Media Type", ErrorCode.BAD_MESSAGE),
    UNPROCESSABLE(422, "Unprocessable Content", ErrorCode.BAD_SDP),
    MALFORMED(400, "Bad Request", ErrorCode.BAD_SDP),
    PRECONDITION_REQUIRED(428, "Precondition Required", ErrorCode.BAD_MESSAGE),
    TIMEOUT(504, "Gateway Timeout", ErrorCode.TIMEOUT);

    private final int status;
    private final String title;
    private final ErrorCode code;

    Problems(int status, String title, ErrorCode code) {
        this.status = status;
        this.title = title;
        this.code = code;
    }

    /**
     * The same for what a client has sent that is not taken, of which auditors hear.
     *
     * @param frame what it would have been; {@code null}: not known
     */
    void refuse(Visitor visitor, @Nullable MessageType frame, String detail) {
        visitor.note(code, frame);
        answer(visitor.response(), detail);
    }

    void answer(HttpServerResponse response, String detail) {
        if (!response.ended() && !response.closed()) {
            response.setStatusCode(status)
                    .putHeader("Content-Type", "application/problem+json")
                    .putHeader("Cache-Control", "no-store")
                    .end(new JsonObject()
                            .put("title", title)
                            .put("status", status)
                            .put("detail", detail)
                            .put("code", code.wireName())
                            .put("message", detail)
                            .put("retryable", code.isRetryable() || this == NOBODY)
                            .toBuffer());
        }
    }

    /** Says also when to come back. */
    void answer(HttpServerResponse response, String detail, int retryAfterSeconds) {
        if (!response.ended() && !response.closed()) {
            response.putHeader("Retry-After", Integer.toString(retryAfterSeconds));
            answer(response, detail);
        }
    }
}
