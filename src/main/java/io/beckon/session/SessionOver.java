package io.beckon.session;

import io.beckon.protocol.CloseCode;

/** A session has ended before what was asked of it was answered. Has no stack trace: it is an answer, not a fault. */
public final class SessionOver extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final CloseCode code;

    SessionOver(CloseCode code) {
        super("the session has ended", null, false, false);
        this.code = code;
    }

    /** What a connection would have been closed with. */
    public CloseCode code() {
        return code;
    }
}
