package io.beckon.identity;

/** A token that cannot be checked now: it may be good, and may be brought again later. Why is for the log. */
public final class Unverifiable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Unverifiable(String message) {
        super(message, null, false, false);
    }
}
