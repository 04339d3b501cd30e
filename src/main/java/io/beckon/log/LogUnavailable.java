package io.beckon.log;

/** The log cannot be reached, or did not answer in time: whether it has taken a record is unknown. */
public final class LogUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LogUnavailable(String message) {
        super(message);
    }
}
