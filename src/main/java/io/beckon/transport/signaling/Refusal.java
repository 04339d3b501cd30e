package io.beckon.transport.signaling;

import io.beckon.protocol.CloseCode;
import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.ServerMessage;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** An error as a problem document (RFC 9457): the fields of the frame {@code error}, and the status that it has over HTTP. */
public final class Refusal {

    private static final int LEAST_RETRY_SECONDS = 1;
    private static final int MOST_RETRY_SECONDS = 6;
    private static final double SECOND_MILLIS = 1000;

    private Refusal() {}

    static int status(ErrorCode code) {
        return switch (code) {
            case BAD_JSON, BAD_MESSAGE, UNKNOWN_TYPE, BAD_SDP, BAD_CANDIDATE -> 400;
            case BAD_TOKEN -> 401;
            case NOT_ALLOWED -> 403;
            case NOT_IN_ROOM, NO_SUCH_ROOM, NO_SUCH_PEER, NO_SUCH_USER, NO_SUCH_CALL -> 404;
            case WRONG_STATE, ROOM_FULL, ROOM_LOCKED, ALREADY_JOINED -> 409;
            case RESUME_EXPIRED, ROOM_CLOSED -> 410;
            case TOO_LARGE -> 413;
            case RATE_LIMITED -> 429;
            case INTERNAL -> 500;
            case UNAVAILABLE -> 503;
            case TIMEOUT -> 504;
        };
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 409 -> "Conflict";
            case 410 -> "Gone";
            case 413 -> "Content Too Large";
            case 429 -> "Too Many Requests";
            case 503 -> "Service Unavailable";
            case 504 -> "Gateway Timeout";
            default -> "Internal Server Error";
        };
    }

    static void answer(HttpServerResponse response, ErrorCode code, String message, @Nullable String field) {
        answer(response, code, message, field, new JsonObject());
    }

    private static void answer(
            HttpServerResponse response, ErrorCode code, String message, @Nullable String field, JsonObject more) {
        answer(
                response,
                new ServerMessage.ErrorMessage(null, code, message, field, null, code.isRetryable(), null),
                more);
    }

    /** @param more what else the document has */
    public static void answer(HttpServerResponse response, ServerMessage.ErrorMessage error, JsonObject more) {
        if (response.ended() || response.closed()) {
            return;
        }
        int status = status(error.code());
        JsonObject document = new JsonObject()
                .put("title", title(status))
                .put("status", status)
                .put("detail", error.message())
                .put("code", error.code().wireName())
                .put("message", error.message())
                .put("retryable", error.retryable());
        put(document, "id", error.id());
        put(document, "field", error.field());
        put(document, "room", error.room());
        put(document, "retryAfterMs", error.retryAfterMs());
        document.mergeIn(more);
        if (status == 401) {
            response.putHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        }
        int retryAfter = retryAfter(status, error.retryAfterMs());
        if (retryAfter > 0) {
            response.putHeader("Retry-After", Integer.toString(retryAfter));
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Cache-Control", "no-store")
                .end(document.toBuffer());
    }

    /** The same where the client has not given the frame's {@code id}. */
    public static ServerMessage.ErrorMessage withoutId(ServerMessage.ErrorMessage error) {
        return new ServerMessage.ErrorMessage(
                null,
                error.code(),
                error.message(),
                error.field(),
                error.room(),
                error.retryable(),
                error.retryAfterMs());
    }

    private static void put(JsonObject document, String name, @Nullable Object value) {
        if (value != null) {
            document.put(name, value);
        }
    }

    private static int retryAfter(int status, @Nullable Long millis) {
        if (millis != null) {
            return (int) Math.max(1, Math.ceil(millis / SECOND_MILLIS));
        }
        return status == 429 || status == 503
                ? ThreadLocalRandom.current().nextInt(LEAST_RETRY_SECONDS, MOST_RETRY_SECONDS)
                : 0;
    }

    /** What the end of a session is to a request that waits for something of it; {@code close} is what a WebSocket would be closed with. */
    static void closed(HttpServerResponse response, CloseCode code, String reason) {
        answer(response, codeOf(code), reason, null, new JsonObject().put("close", code.number()));
    }

    /** What is answered where a session has ended, by what a WebSocket would be closed with. */
    static ErrorCode codeOf(CloseCode code) {
        return switch (code) {
            case TOKEN_EXPIRED, SIGNED_OUT -> ErrorCode.BAD_TOKEN;
            case REMOVED -> ErrorCode.NOT_ALLOWED;
            case RATE_LIMITED, ABUSE -> ErrorCode.RATE_LIMITED;
            case RESUMED_ELSEWHERE -> ErrorCode.WRONG_STATE;
            case NORMAL, HEARTBEAT_MISSED -> ErrorCode.RESUME_EXPIRED;
            default -> ErrorCode.UNAVAILABLE;
        };
    }
}
