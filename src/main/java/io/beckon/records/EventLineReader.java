package io.beckon.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import io.beckon.json.JsonSyntax;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads one line. By hand, because millions are read at once and nearly all of a line is copied as it stands. Only where the data ends
 * is of interest here, not whether it is JSON throughout: its bytes are what is compared.
 */
final class EventLineReader {

    /** Attributes in the order of the array below. */
    private static final byte[][] NAMES = {
        utf8("id"),
        utf8("type"),
        utf8("subject"),
        utf8("time"),
        utf8("data"),
        utf8("specversion"),
        utf8("source"),
        utf8("datacontenttype"),
        utf8("partition"),
        utf8("offset")
    };

    private static final int DATA = 4;
    private static final int FIRST_FIXED = 5;
    private static final int FIRST_NUMBER = 8;
    private static final byte[][] FIXED = {utf8("1.0"), utf8(AuditRecord.SOURCE), utf8("application/json")};

    private final byte[] text;
    private final int to;
    private int at;
    private final byte[] @Nullable [] values = new byte[NAMES.length][];

    EventLineReader(byte[] text, int from, int to) {
        this.text = text;
        this.at = from;
        this.to = to;
    }

    StoredEvent read() throws UnreadableRecord {
        expect('{');
        do {
            int name = name();
            expect(':');
            if (values[name] != null) {
                throw RecordFields.garbled("it has an attribute twice");
            }
            values[name] = value(name);
        } while (next() == ',' && at++ >= 0);
        expect('}');
        if (next() != 0 || at < to) {
            throw RecordFields.garbled("something stands behind it");
        }
        for (int i = 0; i < FIXED.length; i++) {
            if (!Arrays.equals(values[FIRST_FIXED + i], FIXED[i])) {
                throw RecordFields.garbled("its " + new String(NAMES[FIRST_FIXED + i], UTF_8) + " is no audit event's");
            }
        }
        return event();
    }

    private StoredEvent event() throws UnreadableRecord {
        if ((values[FIRST_NUMBER] == null) != (values[FIRST_NUMBER + 1] == null)) {
            throw RecordFields.garbled("it has one of partition and offset only");
        }
        return new StoredEvent(
                given(0),
                given(1),
                given(2),
                EventTime.canonical(given(3)),
                given(DATA),
                Math.toIntExact(number(FIRST_NUMBER, Integer.MAX_VALUE)),
                number(FIRST_NUMBER + 1, Long.MAX_VALUE));
    }

    private byte[] given(int name) throws UnreadableRecord {
        byte[] value = values[name];
        if (value == null) {
            throw RecordFields.garbled("it has no " + new String(NAMES[name], UTF_8));
        }
        return value;
    }

    private long number(int name, long most) throws UnreadableRecord {
        byte[] digits = values[name];
        if (digits == null) {
            return -1;
        }
        long value = 0;
        for (byte digit : digits) {
            value = value * 10 + digit - '0';
        }
        if (digits.length > 18 || value > most) {
            throw RecordFields.garbled("its " + new String(NAMES[name], UTF_8) + " is too large");
        }
        return value;
    }

    private int name() throws UnreadableRecord {
        expect('"');
        int from = at;
        while (at < to && text[at] != '"') {
            at++;
        }
        expect('"');
        for (int i = 0; i < NAMES.length; i++) {
            if (Arrays.equals(NAMES[i], 0, NAMES[i].length, text, from, at - 1)) {
                return i;
            }
        }
        throw RecordFields.garbled("it has an attribute that no audit event has");
    }

    private byte[] value(int name) throws UnreadableRecord {
        if (name == DATA) {
            return data();
        }
        return name < FIRST_NUMBER ? string() : digits();
    }

    private byte[] digits() throws UnreadableRecord {
        next();
        int from = at;
        while (at < to && text[at] >= '0' && text[at] <= '9') {
            at++;
        }
        if (from == at || text[from] == '0' && at > from + 1) {
            throw unexpected();
        }
        return Arrays.copyOfRange(text, from, at);
    }

    private byte[] string() throws UnreadableRecord {
        expect('"');
        int from = at;
        while (at < to && text[at] != '"') {
            if (text[at] == '\\') {
                return escaped(from);
            }
            at++;
        }
        expect('"');
        return Arrays.copyOfRange(text, from, at - 1);
    }

    /** Rare: identifiers with quotes, backslashes or control characters in them. */
    private byte[] escaped(int from) throws UnreadableRecord {
        at = from;
        skipString();
        try (JsonParser parser = JsonSyntax.STRICT.parser(text, from - 1, at - from + 1)) {
            parser.nextToken();
            return parser.getText().getBytes(UTF_8);
        } catch (IOException e) {
            throw RecordFields.garbled("a text in it is not JSON");
        }
    }

    /** From behind the opening quotation mark to behind the closing one. */
    private void skipString() throws UnreadableRecord {
        while (at < to && text[at] != '"') {
            at += text[at] == '\\' ? 2 : 1;
        }
        if (at >= to) {
            throw UnreadableRecord.endsEarly();
        }
        at++;
    }

    private byte[] data() throws UnreadableRecord {
        if (next() != '{') {
            throw unexpected();
        }
        int from = at;
        int depth = 0;
        do {
            if (at >= to) {
                throw UnreadableRecord.endsEarly();
            }
            byte b = text[at++];
            if (b == '"') {
                skipString();
            } else if (b == '{') {
                depth++;
            } else if (b == '}') {
                depth--;
            }
        } while (depth > 0);
        return Arrays.copyOfRange(text, from, at);
    }

    private void expect(char wanted) throws UnreadableRecord {
        if (next() != wanted) {
            throw unexpected();
        }
        at++;
    }

    /** The next byte that is no white space; 0 at the end. */
    private byte next() {
        while (at < to && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n')) {
            at++;
        }
        return at < to ? text[at] : 0;
    }

    private UnreadableRecord unexpected() {
        return at < to ? RecordFields.garbled("it is not the JSON of an event") : UnreadableRecord.endsEarly();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
