package io.beckon.call;

import org.jspecify.annotations.Nullable;

/** What has become of a call with one callee. */
public sealed interface CallEvent {

    /** For the callee's devices: they are to ring. */
    record Incoming() implements CallEvent {}

    /** For the caller: the callee's devices ring. */
    record Rang() implements CallEvent {}

    /** For the caller and the device that accepted. */
    record Accepted() implements CallEvent {}

    /** For the callee's devices that did not accept. */
    record AnsweredElsewhere() implements CallEvent {}

    record Declined(@Nullable String reason) implements CallEvent {}

    /** For the caller. */
    record Busy() implements CallEvent {}

    record NoAnswer() implements CallEvent {}

    /** @param reason what the caller gave, or {@link #CROSSED} */
    record Cancelled(@Nullable String reason) implements CallEvent {
        /** The callee has accepted a call the other way. */
        public static final String CROSSED = "crossed";
    }
}
