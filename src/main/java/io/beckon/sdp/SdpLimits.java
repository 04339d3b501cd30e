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
}
