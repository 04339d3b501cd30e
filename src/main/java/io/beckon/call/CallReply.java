package io.beckon.call;

/** What the sender of a frame is told. */
public sealed interface CallReply {

    /** To {@code call}: the call is there. */
    record Calling(long expiresAtMillis) implements CallReply {}

    /** To {@code accept}, {@code decline} and {@code cancel}: done. */
    record Acknowledged() implements CallReply {}

    /** Not accepted: nothing has changed. */
    record Refused(CallRefusal refusal) implements CallReply {}
}
