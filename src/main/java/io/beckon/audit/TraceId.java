package io.beckon.audit;

import org.jspecify.annotations.Nullable;

/** Names a trace (W3C Trace Context): 32 hexadecimal digits, and nothing else. */
public record TraceId(String hex) {

    private static final int FROM = 3;
    private static final int DIGITS = 32;

    public TraceId {
        if (hex.length() != DIGITS || !isHex(hex)) {
            throw new IllegalArgumentException("no trace id");
        }
    }

    private static boolean isHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    /**
     * That of a {@code traceparent}; {@code null} for {@code null}, and for what is none.
     *
     * @see <a href="https://www.w3.org/TR/trace-context-1/#trace-id">section 3.2.2.3</a>
     */
    public static @Nullable TraceId of(@Nullable String traceparent) {
        if (traceparent == null || traceparent.length() < FROM + DIGITS) {
            return null;
        }
        String hex = traceparent.substring(FROM, FROM + DIGITS);
        return isHex(hex) ? new TraceId(hex) : null;
    }

    @Override
    public String toString() {
        return hex;
    }
}
