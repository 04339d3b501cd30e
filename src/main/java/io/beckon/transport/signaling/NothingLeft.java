package io.beckon.transport.signaling;

/** Nothing is left of a session that a request names. */
final class NothingLeft extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NothingLeft() {
        super("there is nothing to resume", null, false, false);
    }
}
