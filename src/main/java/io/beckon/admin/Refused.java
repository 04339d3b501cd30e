package io.beckon.admin;

import io.beckon.protocol.ErrorCode;
import io.beckon.protocol.MalformedMessage;
import org.jspecify.annotations.Nullable;

/** A request that is not granted, and what is said of it. Has no stack trace: it is an answer, not a fault. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int CONTENT_TOO_LARGE = 413;

    private final int status;
    private final ErrorCode code;
    private final @Nullable String field;

    Refused(int status, ErrorCode code, String message, @Nullable String field) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.field = field;
    }

    static Refused bad(String field, String message) {
        return new Refused(400, ErrorCode.BAD_MESSAGE, field + " " + message, field);
    }

    static Refused noSuchRoom() {
        return new Refused(404, ErrorCode.NO_SUCH_ROOM, "nobody is in a room of this name", null);
    }

    static Refused noSuchPeer() {
        return new Refused(404, ErrorCode.NO_SUCH_PEER, "no participant of the room has this id", "peer");
    }

    static Refused noSuchCall() {
        return new Refused(404, ErrorCode.NO_SUCH_CALL, "no call of this id goes on", null);
    }

    static Refused notAllowed(String message) {
        return new Refused(403, ErrorCode.NOT_ALLOWED, message, null);
    }

    static Refused unavailable(String message) {
        return new Refused(503, ErrorCode.UNAVAILABLE, message, null);
    }

    static Refused of(MalformedMessage malformed) {
        int status = malformed.code() == ErrorCode.TOO_LARGE ? CONTENT_TOO_LARGE : 400;
        return new Refused(status, malformed.code(), String.valueOf(malformed.getMessage()), malformed.field());
    }

    int status() {
        return status;
    }

    ErrorCode code() {
        return code;
    }

    @Nullable String field() {
        return field;
    }
}
