package io.beckon.transport.door;

import io.beckon.transport.Problem;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Follows the head of a request, line by line as its bytes come, before anything is made of them: counts lines and bytes, those of
 * the token apart. Used by one thread.
 */
final class HeadScan {

    private static final byte[] AUTHORIZATION = ascii("authorization:");
    private static final byte[] SUBPROTOCOL = ascii("sec-websocket-protocol:");

    /** Of a browser's token, see the protocol's section 1. */
    private static final String TOKEN_MARK = "quarkus-http-upgrade";

    /** What a header line takes on the heap beside its characters. */
    private static final int LINE_OVERHEAD_BYTES = 200;

    /** A byte is in the buffer of the line, in the string made of it, and in the token cut from that. */
    private static final int COPIES = 3;

    private final HeadLimits limits;
    private int lines;
    private int blankLines;
    private int fieldBytes;
    private int tokenBytes;
    /** Of the line that has not ended: how much of it was looked at, and whether it is a token's. */
    private int seen;

    private boolean isToken;
    private boolean isComplete;
    private int longest;

    HeadScan(HeadLimits limits) {
        this.limits = limits;
    }

    /**
     * Looks at what has come, from the beginning of the line that has not ended.
     *
     * @return what is wrong with it, if anything
     */
    @Nullable Problem look(ByteBuf in) {
        int start = in.readerIndex();
        int from = start + Math.min(seen, in.readableBytes());
        int end = in.writerIndex();
        while (!isComplete) {
            int feed = in.indexOf(from, end, (byte) '\n');
            Problem problem = feed < 0 ? unended(in, start, end) : ended(in, start, feed);
            if (problem != null || feed < 0) {
                return problem;
            }
            start = feed + 1;
            from = start;
            isToken = false;
        }
        return null;
    }

    /** What is left of it: all of it was looked at. */
    void left(int bytes) {
        seen = bytes;
        longest = Math.max(longest, bytes);
    }

    /** Whether the empty line has come. */
    boolean isComplete() {
        return isComplete;
    }

    /** Bytes of heap that the head takes, about; more rather than less. */
    long weight() {
        return (long) COPIES * (fieldBytes + tokenBytes + seen) + (long) LINE_OVERHEAD_BYTES * lines;
    }

    /** Whether it had a line that the decoder's buffer has grown for. */
    boolean wasLarge() {
        return longest > limits.fields();
    }

    void reset() {
        lines = 0;
        blankLines = 0;
        fieldBytes = 0;
        tokenBytes = 0;
        seen = 0;
        isToken = false;
        isComplete = false;
        longest = 0;
    }

    private @Nullable Problem ended(ByteBuf in, int start, int feed) {
        int length = feed - start;
        if (length > 0 && in.getByte(feed - 1) == '\r') {
            length--;
        }
        longest = Math.max(longest, length);
        if (length == 0) {
            // Before the request line they are passed over (RFC 9112 section 2.2), but not for ever.
            isComplete = lines > 0;
            return ++blankLines > HeadLimits.MOST_LINES ? Problem.HEAD_TOO_LARGE : null;
        }
        if (lines++ == 0) {
            return length > limits.line() ? Problem.TARGET_TOO_LONG : null;
        }
        if (isFolded(in, start)) {
            return Problem.BAD_REQUEST;
        }
        if (isToken(in, start, length)) {
            tokenBytes += length;
        } else {
            fieldBytes += length;
        }
        boolean tooMany = lines - 1 > HeadLimits.MOST_LINES;
        return tooMany || fieldBytes > limits.fields() || fieldBytes + tokenBytes > limits.all()
                ? Problem.HEAD_TOO_LARGE
                : null;
    }

    private @Nullable Problem unended(ByteBuf in, int start, int end) {
        int length = end - start;
        if (lines == 0) {
            return length > limits.line() ? Problem.TARGET_TOO_LONG : null;
        }
        if (fieldBytes + length <= limits.fields()) {
            return null;
        }
        boolean fits = isToken(in, start, length) && fieldBytes + tokenBytes + length <= limits.all();
        return fits ? null : Problem.HEAD_TOO_LARGE;
    }

    /** A line that goes on with the one before it (RFC 9112 section 5.2): refused, as it may be. */
    private static boolean isFolded(ByteBuf in, int start) {
        byte first = in.getByte(start);
        return first == ' ' || first == '\t';
    }

    private boolean isToken(ByteBuf in, int start, int length) {
        isToken = isToken
                || begins(in, start, length, AUTHORIZATION)
                || begins(in, start, length, SUBPROTOCOL)
                        && in.toString(start, length, StandardCharsets.US_ASCII)
                                .toLowerCase(Locale.ROOT)
                                .contains(TOKEN_MARK);
        return isToken;
    }

    private static boolean begins(ByteBuf in, int start, int length, byte[] name) {
        if (length < name.length) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (AsciiString.toLowerCase((char) in.getByte(start + i)) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
