package io.beckon.sdp;

/**
 * A candidate that breaks the rules, told in words for the one who sent it. Contains no addresses. Has no stack
 * trace: it is an answer to a client, not a fault.
 */
public final class MalformedCandidate extends Exception {

    private static final long serialVersionUID = 1L;

    private final Rule rule;
    private final String part;

    MalformedCandidate(Rule rule, String part, String reason) {
        super(part + " " + reason, null, false, false);
        this.rule = rule;
        this.part = part;
    }

    /** Which one is broken. */
    public Rule rule() {
        return rule;
    }

    /** The part of the grammar that is wrong, such as {@code port}; the message begins with it. */
    public String part() {
        return part;
    }

    boolean saysTheSameAs(MalformedCandidate other) {
        return rule == other.rule && String.valueOf(getMessage()).equals(other.getMessage());
    }

    /** Whether receivers pass over such a candidate in a description, in place of refusing the whole. */
    boolean isPassedOver() {
        return rule != Rule.CANDIDATE && rule != Rule.SIZE;
    }

    /** With the section of the RFC that says so. */
    public String told() {
        return rule.cite(String.valueOf(getMessage()));
    }

    /** Whether it is too long, rather than wrong. */
    public boolean isTooLarge() {
        return rule == Rule.SIZE;
    }
}
