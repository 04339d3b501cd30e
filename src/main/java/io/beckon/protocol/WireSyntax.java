package io.beckon.protocol;

import java.util.function.IntPredicate;

/** The lexical rules for what clients name: ids, rooms and texts for people. Text with lone surrogates never passes. */
public final class WireSyntax {

    private static final int MAX_ID_LENGTH = 64;
    private static final int TRACEPARENT_LENGTH = 55;
    private static final boolean[] PRINTABLE = ascii(c -> c > ' ' && c < 0x7F);
    private static final boolean[] BASE64_URL = ascii(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
    private static final boolean[] ICE_CHAR = ascii(c -> Character.isLetterOrDigit(c) || "+/=#-_".indexOf(c) >= 0);

    private WireSyntax() {}

    /** A client's own request id or {@code pc}: 1 to 64 of U+0021 to U+007E. */
    public static boolean isRequestId(String text) {
        return isAscii(text, MAX_ID_LENGTH, PRINTABLE);
    }

    /** What the service itself gives out (peer, session, secret, call): 1 to 64 of {@code [A-Za-z0-9_-]}. */
    public static boolean isServerId(String text) {
        return isAscii(text, MAX_ID_LENGTH, BASE64_URL);
    }

    /**
     * An ICE user name fragment: at most 256 ice-chars (RFC 8839 section 5.4) or what receivers take for such; the lower bound is left to
     * the description.
     */
    public static boolean isUsernameFragment(String text) {
        return isAscii(text, 256, ICE_CHAR);
    }

    /** A cursor that a client got from the service and hands back unread. */
    static boolean isCursor(String text) {
        return isAscii(text, 512, PRINTABLE);
    }

    /** 1 to 128 code points without control characters and slashes; no space at either end, neither {@code .} nor {@code ..}. */
    public static boolean isRoomName(String text) {
        return isText(text, 1, 128, c -> !Character.isISOControl(c) && c != '/' && c != '\\')
                && !Character.isSpaceChar(text.codePointAt(0))
                && !Character.isSpaceChar(text.codePointBefore(text.length()))
                && !text.equals(".")
                && !text.equals("..");
    }

    /** A participant's name: 1 to 64 code points. */
    public static boolean isName(String text) {
        return isText(text, 1, 64, WireSyntax::isForPeople);
    }

    /** A reason given to people: at most 256 code points. */
    public static boolean isReason(String text) {
        return isText(text, 0, 256, WireSyntax::isForPeople);
    }

    /** A user's id, as an identity provider gives it: 1 to 255 code points. */
    public static boolean isUser(String text) {
        return isText(text, 1, 255, WireSyntax::isForPeople);
    }

    /**
     * A traceparent of W3C Trace Context: version 00, or a later one that begins like it, with ids that are not all zeros.
     *
     * @see <a href="https://www.w3.org/TR/trace-context-1/#traceparent-header-field-values">section 3.2.2</a>
     */
    public static boolean isTraceparent(String text) {
        int length = text.length();
        if (length < TRACEPARENT_LENGTH || length > 256 || text.startsWith("ff")) {
            return false;
        }
        boolean ends = length == TRACEPARENT_LENGTH || !text.startsWith("00") && text.charAt(TRACEPARENT_LENGTH) == '-';
        return ends
                && isHex(text, 0, 2, true)
                && text.charAt(2) == '-'
                && isHex(text, 3, 35, false)
                && text.charAt(35) == '-'
                && isHex(text, 36, 52, false)
                && text.charAt(52) == '-'
                && isHex(text, 53, 55, true);
    }

    /** Lower-case digits; {@code mayBeZero}: all of them. */
    private static boolean isHex(String text, int from, int to, boolean mayBeZero) {
        boolean zero = true;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
            zero &= c == '0';
        }
        return mayBeZero || !zero;
    }

    /** Who issues tokens, most often a URL (RFC 7519 section 4.1.1): 1 to 2048 code points. */
    static boolean isIssuer(String text) {
        return isText(text, 1, 2048, WireSyntax::isForPeople);
    }

    private static boolean isForPeople(int c) {
        return !Character.isISOControl(c) && !isBidiOverride(c);
    }

    /** What can make a text look like another: embeddings, overrides and isolates (Unicode Standard Annex 9), not the marks. */
    private static boolean isBidiOverride(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean isAscii(String text, int max, boolean[] allowed) {
        int length = text.length();
        if (length == 0 || length > max) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= allowed.length || !allowed[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(String text, int min, int max, IntPredicate allowed) {
        int count = 0;
        for (int i = 0; i < text.length(); count++) {
            int c = text.codePointAt(i);
            if (count == max || isSurrogate(c) || !allowed.test(c)) {
                return false;
            }
            i += Character.charCount(c);
        }
        return count >= min;
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static boolean[] ascii(IntPredicate allowed) {
        boolean[] table = new boolean[128];
        for (int c = 0; c < table.length; c++) {
            table[c] = allowed.test(c);
        }
        return table;
    }
}
