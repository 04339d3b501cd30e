package io.beckon.identity;

/** The authority that decides cannot be asked now; the same question may be answered later. */
public final class Undecided extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public Undecided(String message) {
        super(message, null, false, false);
    }
}
