package io.beckon.call;

import io.beckon.room.Origin;

/** Something that somebody is to be told because a record was applied. */
public sealed interface CallNotice {

    /** The sender's reply. */
    record Replied(Origin origin, CallReply reply) implements CallNotice {}

    /** An event for an audience; the callee as the record has left it. */
    record Told(CallAudience audience, Callee callee, CallEvent event) implements CallNotice {}
}
