package io.beckon.protocol;

import java.util.function.IntPredicate;

/** The lexical rules for what clients name: ids, rooms and texts for people. Text with lone surrogates never passes. */
public final class WireSyntax {

    private static final int MAX_ID_LENGTH = 64;

    private WireSyntax() {}

    /** A client's own request id or {@code pc}: 1 to 64 of U+0021 to U+007E. */
    public static boolean isRequestId(String text) {
        return isText(text, 1, MAX_ID_LENGTH, c -> c >= 0x21 && c <= 0x7E);
    }

    /** What the service itself gives out (peer, session, secret, call): 1 to 64 of {@code [A-Za-z0-9_-]}. */
    public static boolean isServerId(String text) {
        return isText(text, 1, MAX_ID_LENGTH, c -> isAlphanumeric(c) || c == '_' || c == '-');
    }

    /** An ICE user name fragment: at most 256 ice-chars (RFC 8839 section 5.4); the lower bound is left to the description. */
    public static boolean isUsernameFragment(String text) {
        return isText(text, 1, 256, c -> isAlphanumeric(c) || c == '+' || c == '/');
    }

    /** A cursor that a client got from the service and hands back unread. */
    static boolean isCursor(String text) {
        return isText(text, 1, 512, c -> c >= 0x21 && c <= 0x7E);
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

    private static boolean isForPeople(int c) {
        return !Character.isISOControl(c) && !isBidiOverride(c);
    }

    /** What can make a text look like another: embeddings, overrides and isolates (Unicode Standard Annex 9), not the marks. */
    private static boolean isBidiOverride(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
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
}
