package io.beckon.transport.door;

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

    /** No edge takes larger bodies. */
    public static final int MOST_BODY_BYTES = 64 * 1024;
}
