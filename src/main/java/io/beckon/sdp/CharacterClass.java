package io.beckon.sdp;

/**
 * A set of ASCII characters that a grammar names: a bit in a table of all bytes, because letters and digits come in any order, and a
 * branch between them would be guessed wrong half of the time. A record, so that the compiler may fold the bit into the loops that test it.
 */
record CharacterClass(byte bit) {

    private static final byte[] SETS = new byte[256];

    private static final String ALPHANUMERIC = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String TOKENS = ALPHANUMERIC + "!#$%&'*+-.^_`{|}~";

    static final CharacterClass DIGIT = of(0, "0123456789");
    static final CharacterClass HEX = of(1, "0123456789abcdefABCDEF");

    /** {@code token-char} of RFC 8866 section 9. */
    static final CharacterClass TOKEN = of(2, TOKENS);

    /** {@code ice-char} of RFC 8839 section 5.1. */
    static final CharacterClass ICE = of(3, ALPHANUMERIC + "+/");

    /** The same with what libwebrtc takes besides in {@code ice-ufrag} and {@code ice-pwd}. */
    static final CharacterClass ICE_TAKEN = of(4, ALPHANUMERIC + "+/=#-_");

    /** {@code rid-id} of RFC 8851 section 10. */
    static final CharacterClass RID = of(5, ALPHANUMERIC + "-_");

    /** What a label of a domain name is made of; with '_', which is in names of robots and containers and resolves. */
    static final CharacterClass LABEL = of(6, ALPHANUMERIC + "-_");

    /** {@code VCHAR} of RFC 5234: U+0021 to U+007E. */
    static final CharacterClass VISIBLE = of(7, TOKENS + "\"(),/:;<=>?@[\\]");

    /** @param number from 0 to 7 */
    private static CharacterClass of(int number, String members) {
        CharacterClass made = new CharacterClass((byte) (1 << number));
        members.chars().forEach(c -> SETS[c] |= made.bit);
        return made;
    }

    /** Whether a byte of UTF-8 is one of these; those of other characters never are. */
    boolean has(byte c) {
        return (SETS[c & 0xff] & bit) != 0;
    }
}
