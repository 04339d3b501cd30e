package io.beckon.call;

/** How far a call has come, as its callees together say. */
public enum CallState {
    /** Nobody's device is known to ring. */
    INVITING,
    RINGING,
    /** Somebody has accepted; others may still ring. */
    ACCEPTED,
    ENDED
}
