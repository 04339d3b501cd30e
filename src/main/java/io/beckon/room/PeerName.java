package io.beckon.room;

/**
 * The ids of participants: those that the service makes, and the names by which participants of a lobby are addressed. All that clients of PeerJS
 * choose is one, and nothing that would have to be escaped in JSON.
 */
public final class PeerName {

    /** For people. */
    public static final String RULE = "1 to 64 of U+0020 to U+007E but for \" and \\, with no space at either end";

    private static final int LONGEST = 64;

    private PeerName() {}

    public static boolean isOne(String text) {
        int length = text.length();
        return length > 0
                && length <= LONGEST
                && text.charAt(0) != ' '
                && text.charAt(length - 1) != ' '
                && text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\');
    }
}
