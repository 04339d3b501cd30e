package io.beckon.call;

/**
 * How far a call has come with one callee. Only the first two can change into another, and {@link #ACCEPTED} into {@link #ENDED}.
 */
public enum CalleeState {
    /** No device is known to ring. */
    WAITING,
    RINGING,
    ACCEPTED,
    DECLINED,
    BUSY,
    NO_ANSWER,
    CANCELLED,
    /** Nobody was there to be asked, or there is no such user. */
    UNREACHABLE,
    /** Was accepted, and is over. */
    ENDED;

    /** Whether there is no outcome yet. */
    public boolean isOpen() {
        return this == WAITING || this == RINGING;
    }
}
