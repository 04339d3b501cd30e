package io.beckon.telemetry;

import io.beckon.room.Reply;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a client of this node, from its receipt until its room has answered it.
 *
 * @param frame ends with the answer
 * @param append a part of it: until the log has the record
 * @param begun the negotiation that it begins, if it is an offer
 * @param since in nanoseconds of a monotonic clock
 */
record FrameUnderWay(Span frame, Span append, @Nullable TracedNegotiation begun, long since) {

    void appended(@Nullable Throwable failure) {
        if (failure != null) {
            append.setStatus(StatusCode.ERROR, "the log did not take it");
        }
        endAppend();
    }

    /** Who has read the record from the log may know sooner than who has appended it. */
    private void endAppend() {
        if (append.isRecording()) {
            append.end();
        }
    }

    void answered(@Nullable Reply reply) {
        endAppend();
        if (reply instanceof Reply.Refused refused) {
            String code = refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-');
            frame.setAttribute(Attributes.ERROR, code);
            frame.setStatus(StatusCode.ERROR, code);
        }
        frame.end();
    }

    /** No answer has come. */
    void lost() {
        endAppend();
        frame.setAttribute(Attributes.ERROR, "unavailable");
        frame.setStatus(StatusCode.ERROR, "unavailable");
        frame.end();
        if (begun != null) {
            begun.end(NegotiationOutcome.UNKNOWN);
        }
    }
}
