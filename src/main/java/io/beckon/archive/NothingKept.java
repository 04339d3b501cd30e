package io.beckon.archive;

/** There is nothing to be read, however often it is asked for; the message says why, for people. */
public final class NothingKept extends Exception {

    private static final long serialVersionUID = 1L;

    public NothingKept(String message) {
        super(message, null, false, false);
    }
}
