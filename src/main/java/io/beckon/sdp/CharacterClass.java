package io.beckon.sdp;

/**
 * A set of ASCII characters that a grammar names, as bits. A record in constants, so that the compiler may fold the
 * bits into the loops that test them.
 */
record CharacterClass(long low, long high) {

    private static final String ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    static final CharacterClass DIGIT = of("0123456789");
    static final CharacterClass HEX = of("0123456789abcdefABCDEF");

    /** {@code token-char} of RFC 8866 section 9. */
    static final CharacterClass TOKEN = of(ALPHANUMERIC + "!#$%&'*+-.^_`{|}~");

    /** {@code ice-char} of RFC 8839 section 5.1. */
    static final CharacterClass ICE = of(ALPHANUMERIC + "+/");

    /** The same with what libwebrtc takes besides in {@code ice-ufrag} and {@code ice-pwd}. */
    static final CharacterClass ICE_TAKEN = of(ALPHANUMERIC + "+/=#-_");

    /** {@code rid-id} of RFC 8851 section 10. */
    static final CharacterClass RID = of(ALPHANUMERIC + "-_");

    /** What a label of a domain name is made of. */
    static final CharacterClass LABEL = of(ALPHANUMERIC + "-");

    /** {@code VCHAR} of RFC 5234: U+0021 to U+007E. */
    static final CharacterClass VISIBLE = new CharacterClass(-1L << 0x21, -1L >>> 1);

    private static CharacterClass of(String members) {
        long low = 0;
        long high = 0;
        for (int i = 0; i < members.length(); i++) {
            char c = members.charAt(i);
            if (c < 64) {
                low |= 1L << c;
            } else {
                high |= 1L << (c - 64);
            }
        }
        return new CharacterClass(low, high);
    }

    /** Whether a byte of UTF-8 is one of these; those of other characters are negative and never are. */
    boolean has(byte c) {
        return c >= 64 ? (high >>> (c - 64) & 1) != 0 : c >= 0 && (low >>> c & 1) != 0;
    }
}
