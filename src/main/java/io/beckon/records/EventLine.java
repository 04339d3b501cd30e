package io.beckon.records;

import io.beckon.json.FrameWriter;
import io.beckon.json.JsonBytes;
import io.beckon.room.Json;
import java.nio.charset.StandardCharsets;

/**
 * Audit events as lines of text: each is a CloudEvent in structured mode, JSON without a line break in it. One that comes from a topic
 * has the extension attributes {@code partition} and {@code offset}. The data stands in the line byte for byte.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON Event Format for CloudEvents</a>
 */
public final class EventLine {

    private EventLine() {}

    /** The line, without its end. */
    public static byte[] write(AuditRecord record) {
        return write(StoredEvent.of(record));
    }

    /** The line, without its end. */
    public static byte[] write(StoredEvent event) {
        return JsonBytes.of(json -> {
            json.writeStartObject();
            FrameWriter line = new FrameWriter(json)
                    .text("specversion", "1.0")
                    .text("id", text(event.id()))
                    .text("source", AuditRecord.SOURCE)
                    .text("type", text(event.type()))
                    .text("subject", text(event.subject()))
                    .text("time", text(event.time()))
                    .text("datacontenttype", "application/json");
            if (event.partition() >= 0) {
                line.whole("partition", event.partition()).whole("offset", event.offset());
            }
            line.raw("data", new Json(event.data()));
            json.writeEndObject();
        });
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

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
