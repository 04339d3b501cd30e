package io.beckon.sdp;

import org.jspecify.annotations.Nullable;

/**
 * What is to be said of one place in a description or of a candidate.
 *
 * @param line counted from 1; {@code null} where no line is meant
 * @param rule the id of a {@link Rule}
 * @param message for people; no secrets, no addresses
 * @param section where the rule is written
 * @param text the line without its secrets and addresses; {@code null} where there is none
 */
public record Finding(
        Severity severity,
        @Nullable Integer line,
        String rule,
        String message,
        String section,
        @Nullable String text) {

    public static Finding of(Rule rule, @Nullable Integer line, String message, @Nullable String text) {
        return new Finding(rule.severity(), line, rule.id(), message, rule.section(), text);
    }

    /** Whether libwebrtc refuses a description that is relayed for this, or may. */
    public boolean doubtedByBrowsers() {
        return Rule.ofId(rule).isDoubtedByBrowsers();
    }
}
