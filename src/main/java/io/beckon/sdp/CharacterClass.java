package io.beckon.sdp;

/** A set of ASCII characters that a grammar names. */
enum CharacterClass {
    DIGIT("0123456789"),
    HEX("0123456789abcdefABCDEF"),
    /** {@code token-char} of RFC 8866 section 9. */
    TOKEN(alphanumerics() + "!#$%&'*+-.^_`{|}~"),
    /** {@code ice-char} of RFC 8839 section 5.1. */
    ICE(alphanumerics() + "+/"),
    /** {@code rid-id} of RFC 8851 section 10. */
    RID(alphanumerics() + "-_"),
    /** {@code VCHAR} of RFC 5234: printable and no space. */
    VISIBLE(visible());

    private final long low;
    private final long high;

    CharacterClass(String members) {
        long below64 = 0;
        long above = 0;
        for (int i = 0; i < members.length(); i++) {
            char c = members.charAt(i);
            if (c < 64) {
                below64 |= 1L << c;
            } else {
                above |= 1L << (c - 64);
            }
        }
        low = below64;
        high = above;
    }

    boolean has(char c) {
        return c < 64 ? (low >>> c & 1) != 0 : c < 128 && (high >>> (c - 64) & 1) != 0;
    }

    private static String alphanumerics() {
        return "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    }

    private static String visible() {
        StringBuilder all = new StringBuilder();
        for (char c = 0x21; c < 0x7f; c++) {
            all.append(c);
        }
        return all.toString();
    }
}
