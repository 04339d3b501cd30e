package io.beckon.identity;

/** A token that proves nothing. Why is for the log, not for the client. */
public final class InvalidToken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public InvalidToken(String message) {
        super(message, null, false, false);
    }
}
