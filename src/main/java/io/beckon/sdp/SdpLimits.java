package io.beckon.sdp;

/**
 * How large a session description may be. The defaults lie well over what browsers produce: 20 video tracks make about 82,000
 * characters, a max-compat offer about a hundred m-sections.
 *
 * @param bytes of the whole text in UTF-8
 * @param lines of the whole text
 * @param mediaSections how many {@code m=} lines
 * @param candidates how many {@code a=candidate} lines in all m-sections together
 */
public record SdpLimits(int bytes, int lines, int mediaSections, int candidates) {

    public static final SdpLimits DEFAULTS = new SdpLimits(262_144, 16_384, 256, 4_096);

    public SdpLimits {
        if (bytes < 1 || lines < 1 || mediaSections < 0 || candidates < 0) {
            throw new IllegalArgumentException("Limits of session descriptions must not be negative");
        }
    }

    /** Whether the text has more bytes than allowed; counts them only where its length leaves that open. */
    boolean isTooLong(String text) {
        int length = text.length();
        return length > bytes || length > bytes / 3 && utf8Bytes(text) > bytes;
    }

    private static int utf8Bytes(String text) {
        int count = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                count++;
            } else if (c < 0x800 || Character.isSurrogate(c)) {
                count += 2;
            } else {
                count += 3;
            }
        }
        return count;
    }
}
