package io.beckon.transport.whip;

import io.beckon.protocol.ServerMessage;
import org.jspecify.annotations.Nullable;

/** Why an offer has got no answer. */
final class Unanswered extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What became of the offer. */
    enum Reason {
        /** There is nobody whom it could go to. */
        NOBODY,
        /** It went to somebody, and no answer came in time. */
        LATE,
        /** Everybody to whom it went does not want it, or cannot take it. */
        REJECTED,
        /** The room or the edge refused it: see {@link #error()}. */
        REFUSED,
        /** The participant has left meanwhile. */
        GONE
    }

    private final transient ServerMessage.@Nullable ErrorMessage error;
    private final Reason reason;

    Unanswered(Reason reason, String message, ServerMessage.@Nullable ErrorMessage error) {
        super(message, null, false, false);
        this.reason = reason;
        this.error = error;
    }

    Reason reason() {
        return reason;
    }

    /** Whether it was refused without that its room was asked. */
    boolean isOfNode() {
        return reason == Reason.REFUSED && error == null;
    }

    ServerMessage.@Nullable ErrorMessage error() {
        return error;
    }
}
