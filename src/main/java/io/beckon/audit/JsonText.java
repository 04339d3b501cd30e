package io.beckon.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.beckon.room.Json;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text of one member of a JSON value, read without being put together; the JSON is valid. */
public final class JsonText {

    public static final int END = -1;

    private static final int HEX_DIGITS = 4;

    private final byte[] json;
    private int at;
    private int bytes;

    private JsonText(byte[] json, int at) {
        this.json = json;
        this.at = at;
    }

    /** That of the first member of this name whose value is a text, at whatever depth; {@code null} if there is none. */
    public static @Nullable JsonText member(Json value, String name) {
        byte[] json = value.utf8();
        byte[] wanted = name.getBytes(US_ASCII);
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '"') {
                int end = endOfText(json, i + 1);
                int next = afterColon(json, end + 1);
                boolean isWanted = next < json.length
                        && json[next] == '"'
                        && Arrays.equals(json, i + 1, end, wanted, 0, wanted.length);
                if (isWanted) {
                    return new JsonText(json, next + 1);
                }
                i = end;
            }
        }
        return null;
    }

    /** Where the closing quotation mark is, or the end of what is there. */
    private static int endOfText(byte[] json, int from) {
        int at = PlainText.end(json, from);
        while (at < json.length && json[at] != '"') {
            at = PlainText.end(json, at + (json[at] == '\\' ? 2 : 1));
        }
        return Math.min(at, json.length);
    }

    /** Where the value begins, if the text before is a member's name; else where nothing is. */
    private static int afterColon(byte[] json, int from) {
        int at = skipSpace(json, from);
        return at < json.length && json[at] == ':' ? skipSpace(json, at + 1) : json.length;
    }

    private static int skipSpace(byte[] json, int from) {
        int at = from;
        while (at < json.length && (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r')) {
            at++;
        }
        return at;
    }

    /** The next byte of the text in UTF-8, or the next UTF-16 unit where it is written as an escape; {@link #END} at its end. */
    public int next() {
        if (isOver()) {
            return END;
        }
        int b = json[at++] & 0xff;
        int next = b == '\\' && at < json.length ? escaped(json[at++]) : b;
        bytes += b == '\\' ? size(next) : 1;
        return next;
    }

    /**
     * Reads on to the end of a line, or of the text.
     *
     * @param into where the line is put, as far as there is room: without carriage returns, and with ? for what is not ASCII
     * @return its length there; {@link #END} where nothing is left
     */
    int line(byte[] into) {
        if (isOver()) {
            return END;
        }
        int length = 0;
        while (!isOver()) {
            int from = at;
            passPlain();
            int fits = Math.min(at - from, into.length - length);
            System.arraycopy(json, from, into, length, fits);
            length += fits;
            int c = next();
            if (c == '\n') {
                return length;
            }
            if (c != END && c != '\r' && length < into.length) {
                into[length++] = c > 0x7f ? (byte) '?' : (byte) c;
            }
        }
        return length;
    }

    /** Whether the line here may begin with these ASCII characters: an escape may stand for any of them. */
    boolean mayBeginWith(String start) {
        for (int i = 0; i < start.length() && at + i < json.length; i++) {
            byte b = json[at + i];
            if (b != start.charAt(i)) {
                return b == '\\';
            }
        }
        return true;
    }

    /** Reads on to the end of a line, or of the text. */
    void skipLine() {
        int c = 0;
        while (c != '\n' && c != END) {
            passPlain();
            c = next();
        }
    }

    /** Reads on over ASCII characters that stand for themselves. */
    private void passPlain() {
        int end = PlainText.end(json, at);
        bytes += end - at;
        at = end;
    }

    boolean isOver() {
        return at >= json.length || json[at] == '"';
    }

    /** Half of a surrogate pair has half of its bytes. */
    private static int size(int unit) {
        if (unit < 0x80) {
            return 1;
        }
        return unit < 0x800 || Character.isSurrogate((char) unit) ? 2 : 3;
    }

    /** How many bytes of UTF-8 were read so far. */
    int bytes() {
        return bytes;
    }

    private int escaped(byte kind) {
        return switch (kind) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> unit();
            default -> kind & 0xff;
        };
    }

    private int unit() {
        int unit = 0;
        for (int i = 0; i < HEX_DIGITS && at < json.length; i++) {
            unit = unit << 4 | Math.max(0, Character.digit(json[at++], 16));
        }
        return unit;
    }
}
