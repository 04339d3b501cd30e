package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/**
 * A session description that breaks the rules, told in words for the one who sent it. Never contains more than a
 * short excerpt of the text, and no passwords or addresses. Has no stack trace: it is an answer to a client, not a
 * fault.
 */
public final class MalformedDescription extends Exception {

    private static final long serialVersionUID = 1L;

    private final @Nullable Rule rule;
    private final int line;
    private final String reason;

    /** @param rule {@code null} where the one who knows what line it is says it by {@link #under} */
    MalformedDescription(@Nullable Rule rule, int line, String reason) {
        super("line " + line + ": " + reason, null, false, false);
        this.rule = rule;
        this.line = line;
        this.reason = reason;
    }

    static MalformedDescription tooLarge(int line, String reason) {
        return new MalformedDescription(Rule.SIZE, line, reason);
    }

    /** The same, of this rule unless it has one of its own. */
    MalformedDescription under(Rule usual) {
        return rule == null ? new MalformedDescription(usual, line, reason) : this;
    }

    /** Which one is broken. */
    public Rule rule() {
        return rule == null ? Rule.LINE_FORM : rule;
    }

    /** The line that is wrong, counted from 1; for what is missing, the line where it should have been known. */
    public int line() {
        return line;
    }

    /** What is wrong, without the line number. */
    public String reason() {
        return reason;
    }

    /** The line, what is wrong in it, and the section of the RFC that says so. */
    public String told() {
        return rule().cite(String.valueOf(getMessage()));
    }

    /** Whether a limit of {@link SdpLimits} is exceeded, rather than a rule of SDP. */
    public boolean isTooLarge() {
        return rule == Rule.SIZE;
    }
}
