package io.beckon.sdp;

/**
 * A session description that breaks the rules, told in words for the one who sent it. Never contains more than a
 * short excerpt of the text, and no passwords or addresses. Has no stack trace: it is an answer to a client, not a
 * fault.
 */
public final class MalformedDescription extends Exception {

    private static final long serialVersionUID = 1L;

    private final int line;
    private final String reason;
    private final boolean tooLarge;

    MalformedDescription(int line, String reason) {
        this(line, reason, false);
    }

    private MalformedDescription(int line, String reason, boolean tooLarge) {
        super("line " + line + ": " + reason, null, false, false);
        this.line = line;
        this.reason = reason;
        this.tooLarge = tooLarge;
    }

    static MalformedDescription tooLarge(int line, String reason) {
        return new MalformedDescription(line, reason, true);
    }

    /** The line that is wrong, counted from 1; for what is missing, the line where it should have been known. */
    public int line() {
        return line;
    }

    /** What is wrong, without the line number. */
    public String reason() {
        return reason;
    }

    /** Whether a limit of {@link SdpLimits} is exceeded, rather than a rule of SDP. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
