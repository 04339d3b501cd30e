package io.beckon.protocol;

import java.nio.charset.StandardCharsets;

/** The WebSocket close codes that the service sends (RFC 6455 section 7.4; 4000 and up are its own). */
public enum CloseCode {
    NORMAL(1000),
    GOING_AWAY(1001),
    PROTOCOL_ERROR(1002),
    INVALID_PAYLOAD(1007),
    ABUSE(1008),
    TOO_LARGE(1009),
    INTERNAL_ERROR(1011),
    TOKEN_EXPIRED(4001),
    SIGNED_OUT(4002),
    REMOVED(4003),
    HEARTBEAT_MISSED(4008),
    RESUMED_ELSEWHERE(4009),
    TRY_AGAIN_LATER(4013),
    RATE_LIMITED(4029);

    /** Of what a close frame says beside its code (RFC 6455 section 5.5). */
    private static final int MOST_REASON_BYTES = 123;

    private final int number;

    CloseCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** As much of a reason as a close frame has room for. */
    public static String reason(String text) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MOST_REASON_BYTES) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }
}
