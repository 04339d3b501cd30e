package io.beckon.protocol;

/** Every {@code error.code} of the wire, and whether the same frame may succeed later. */
public enum ErrorCode {
    BAD_JSON("bad-json", false),
    BAD_MESSAGE("bad-message", false),
    UNKNOWN_TYPE("unknown-type", false),
    BAD_SDP("bad-sdp", false),
    BAD_CANDIDATE("bad-candidate", false),
    TOO_LARGE("too-large", false),
    NOT_IN_ROOM("not-in-room", false),
    NO_SUCH_ROOM("no-such-room", false),
    NO_SUCH_PEER("no-such-peer", false),
    NO_SUCH_USER("no-such-user", false),
    NO_SUCH_CALL("no-such-call", false),
    NOT_ALLOWED("not-allowed", false),
    WRONG_STATE("wrong-state", false),
    ROOM_FULL("room-full", true),
    ROOM_LOCKED("room-locked", true),
    ROOM_CLOSED("room-closed", false),
    ALREADY_JOINED("already-joined", false),
    RATE_LIMITED("rate-limited", true),
    TIMEOUT("timeout", true),
    RESUME_EXPIRED("resume-expired", false),
    BAD_TOKEN("bad-token", false),
    UNAVAILABLE("unavailable", true),
    INTERNAL("internal", true);

    private final String wireName;
    private final boolean retryable;

    ErrorCode(String wireName, boolean retryable) {
        this.wireName = wireName;
        this.retryable = retryable;
    }

    public String wireName() {
        return wireName;
    }

    public boolean isRetryable() {
        return retryable;
    }
}
