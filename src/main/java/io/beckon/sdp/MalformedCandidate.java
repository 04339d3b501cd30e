package io.beckon.sdp;

/**
 * A candidate that breaks the rules, told in words for the one who sent it. Contains no addresses. Has no stack
 * trace: it is an answer to a client, not a fault.
 */
public final class MalformedCandidate extends Exception {

    private static final long serialVersionUID = 1L;

    private final String part;
    private final boolean tooLarge;

    MalformedCandidate(String part, String reason) {
        this(part, reason, false);
    }

    private MalformedCandidate(String part, String reason, boolean tooLarge) {
        super(part + " " + reason, null, false, false);
        this.part = part;
        this.tooLarge = tooLarge;
    }

    static MalformedCandidate tooLarge(String part, String reason) {
        return new MalformedCandidate(part, reason, true);
    }

    /** The part of the grammar that is wrong, such as {@code port}; the message begins with it. */
    public String part() {
        return part;
    }

    /** Whether it is too long, rather than wrong. */
    public boolean isTooLarge() {
        return tooLarge;
    }
}
