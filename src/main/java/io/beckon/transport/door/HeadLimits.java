package io.beckon.transport.door;

import java.util.regex.Pattern;

/**
 * How large the head of a request may be, in bytes, and its body.
 *
 * @param line the request line
 * @param fields all header lines but those that carry a token
 * @param all header lines, with the token
 */
public record HeadLimits(int line, int fields, int all) {

    /** Header lines; a browser sends about 20. */
    public static final int MOST_LINES = 100;

    /** No edge takes larger bodies, but those that take descriptions. */
    public static final int MOST_BODY_BYTES = 64 * 1024;

    /** An offer and its answer of the largest size (256 KiB), with their line ends escaped. */
    public static final int MOST_CHECKED_BYTES = 640 * 1024;

    private static final Pattern DESCRIPTIONS = Pattern.compile("/v1/(check|messages|(rooms|whip|whep)/[^?]*)([?].*)?");

    /** For the body of a request with this target. */
    static int bodyBytes(String target) {
        return DESCRIPTIONS.matcher(target).matches() ? MOST_CHECKED_BYTES : MOST_BODY_BYTES;
    }
}
