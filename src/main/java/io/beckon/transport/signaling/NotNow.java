package io.beckon.transport.signaling;

/** It cannot be done now. */
final class NotNow extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotNow() {
        super("this cannot be done now", null, false, false);
    }
}
