package io.beckon.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The text of frames in a body, taken apart without being changed: where the elements of an array are, and the members of an object. What
 * is not JSON is not taken apart; whoever reads the frame says so.
 */
public final class FrameText {

    private final byte[] text;
    private int at;

    private FrameText(byte[] text) {
        this.text = text;
    }

    /** A part of the text. */
    public record Range(int begin, int end) {}

    public static boolean isArray(byte[] body) {
        FrameText text = new FrameText(body);
        text.skipSpace();
        return text.is('[');
    }

    /** The elements of an array, each as it is; {@code null} if it is not a whole array. */
    public static @Nullable List<byte[]> elements(byte[] body) {
        FrameText text = new FrameText(body);
        List<byte[]> elements = new ArrayList<>();
        try {
            text.skipSpace();
            text.take('[');
            text.skipSpace();
            if (!text.is(']')) {
                do {
                    Range element = text.value();
                    elements.add(Arrays.copyOfRange(body, element.begin, element.end));
                } while (text.goesOn());
            }
            text.take(']');
            text.skipSpace();
            return text.at == body.length ? elements : null;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The values of an object's members by their names, as far as it is one; {@code null} if it is none. */
    public static @Nullable Map<String, Range> members(byte[] frame) {
        return members(frame, 0);
    }

    /** The same of an object that begins there. */
    public static @Nullable Map<String, Range> members(byte[] frame, int begin) {
        FrameText text = new FrameText(frame);
        text.at = begin;
        Map<String, Range> members = new HashMap<>();
        try {
            text.skipSpace();
            text.take('{');
            text.skipSpace();
            if (!text.is('}')) {
                do {
                    text.skipSpace();
                    Range name = text.string();
                    text.skipSpace();
                    text.take(':');
                    members.put(text.of(new Range(name.begin + 1, name.end - 1)), text.value());
                } while (text.goesOn());
            }
            text.take('}');
            return members;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return null;
        }
    }

    private String of(Range range) {
        return new String(text, range.begin, range.end - range.begin, UTF_8);
    }

    private boolean goesOn() {
        skipSpace();
        boolean more = is(',');
        at += more ? 1 : 0;
        return more;
    }

    private Range value() {
        skipSpace();
        int begin = at;
        if (is('"')) {
            return string();
        }
        int depth = 0;
        while (true) {
            byte b = text[at];
            if (b == '"') {
                string();
                continue;
            }
            boolean closes = b == '}' || b == ']';
            if (depth == 0 && (closes || b == ',')) {
                break;
            }
            depth += b == '{' || b == '[' ? 1 : closes ? -1 : 0;
            at++;
            if (depth == 0 && closes) {
                break;
            }
        }
        int end = at;
        while (end > begin && isSpace(text[end - 1])) {
            end--;
        }
        if (end == begin) {
            throw new IllegalArgumentException("no value");
        }
        return new Range(begin, end);
    }

    private Range string() {
        int begin = at;
        take('"');
        at = StrictText.nextQuote(text, at);
        while (isEscaped(begin)) {
            at = StrictText.nextQuote(text, at + 1);
        }
        take('"');
        return new Range(begin, at);
    }

    /** Whether what stands here is behind an odd number of backslashes, in a string that begins there. */
    private boolean isEscaped(int begin) {
        int before = at - 1;
        while (before > begin && text[before] == '\\') {
            before--;
        }
        return (at - 1 - before) % 2 != 0;
    }

    private void take(char wanted) {
        if (!is(wanted)) {
            throw new IllegalArgumentException("no " + wanted);
        }
        at++;
    }

    private boolean is(char wanted) {
        return at < text.length && text[at] == wanted || at >= text.length && outOfText();
    }

    private boolean outOfText() {
        throw new IndexOutOfBoundsException(at);
    }

    private void skipSpace() {
        while (at < text.length && isSpace(text[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\n' || b == '\r';
    }
}
