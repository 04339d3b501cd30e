package io.beckon.room;

/** The names by which participants of a lobby are addressed: ids that they have chosen, as short and plain as those that the service makes. */
public final class PeerName {

    /** For people. */
    public static final String RULE = "1 to 64 of A-Z, a-z, 0-9, - and _, with a letter or digit at each end";

    private static final int LONGEST = 64;

    private PeerName() {}

    public static boolean isOne(String text) {
        int length = text.length();
        return length > 0
                && length <= LONGEST
                && isAlphanumeric(text.charAt(0))
                && isAlphanumeric(text.charAt(length - 1))
                && text.chars().allMatch(c -> isAlphanumeric(c) || c == '-' || c == '_');
    }

    private static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
