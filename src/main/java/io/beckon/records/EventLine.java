package io.beckon.records;

import io.beckon.json.JsonBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Audit events as lines of text: each is a CloudEvent in structured mode, JSON without a line break in it. One that comes from a topic
 * has the extension attributes {@code partition} and {@code offset}. The data stands in the line byte for byte.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON Event Format for CloudEvents</a>
 */
public final class EventLine {

    private static final byte[] ID = ascii("{\"specversion\":\"1.0\",\"id\":\"");
    private static final byte[] TYPE = ascii("\",\"source\":\"" + AuditRecord.SOURCE + "\",\"type\":\"");
    private static final byte[] SUBJECT = ascii("\",\"subject\":\"");
    private static final byte[] TIME = ascii("\",\"time\":\"");
    private static final byte[] CONTENT = ascii("\",\"datacontenttype\":\"application/json\"");
    private static final byte[] DATA = ascii(",\"data\":");
    private static final byte[] END = ascii("}");
    private static final byte[] NOTHING = {};

    private EventLine() {}

    /** The line, without its end. */
    public static byte[] write(AuditRecord record) {
        return write(StoredEvent.of(record));
    }

    /** The line, without its end. */
    public static byte[] write(StoredEvent event) {
        return joined(
                ID,
                escaped(event.id()),
                TYPE,
                escaped(event.type()),
                SUBJECT,
                escaped(event.subject()),
                TIME,
                escaped(event.time()),
                CONTENT,
                event.partition() < 0 ? NOTHING : place(event),
                DATA,
                event.data(),
                END);
    }

    private static byte[] place(StoredEvent event) {
        return ascii(",\"partition\":" + event.partition() + ",\"offset\":" + event.offset());
    }

    private static byte[] joined(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /** As it stands between quotation marks: mostly as it is. */
    private static byte[] escaped(byte[] utf8) {
        for (byte b : utf8) {
            if (b < ' ' || b == '"' || b == '\\') {
                byte[] quoted = JsonBytes.of(json -> json.writeString(new String(utf8, StandardCharsets.UTF_8)));
                return Arrays.copyOfRange(quoted, 1, quoted.length - 1);
            }
        }
        return utf8;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * The event of a line.
     *
     * @param text has the line from {@code from} to before {@code to}
     * @throws UnreadableRecord when it is no event, or has attributes that no audit event has
     */
    public static StoredEvent read(byte[] text, int from, int to) throws UnreadableRecord {
        return new EventLineReader(text, from, to).read();
    }
}
